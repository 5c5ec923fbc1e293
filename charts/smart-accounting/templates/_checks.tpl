{{/* What values.schema.json cannot say, for it takes two values to see it. Each refusal begins with the value's path. */}}
{{- define "smart-accounting.checks" -}}
{{- $existing := .Values.secrets.existing -}}
{{- $database := .Values.database.external -}}
{{- if and (eq .Values.database.mode "external") (include "smart-accounting.writesDatabaseSecrets" .) -}}
{{- if not $database.host }}{{ fail "database.external.host: needed with database.mode external, unless secrets.existing names all Secrets" }}{{ end -}}
{{- range include "smart-accounting.logins" . | fromJsonArray -}}
{{- if not (or $database.adminUrl (get $database.passwords .)) -}}
{{- fail (printf "database.external.passwords.%s: needed, since without database.external.adminUrl nobody sets it" .) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- if and (not .Values.broker.external.url) (include "smart-accounting.brokerSharers" . | fromJsonArray) -}}
{{- fail "broker.external.url: needed with broker.mode external, unless each process has a user of its own (urls) or a Secret that is there (secrets.existing)" -}}
{{- end -}}
{{- if eq .Values.storage.mode "external" -}}
{{- include "smart-accounting.storeChecks" . -}}
{{- end -}}
{{- if and .Values.pgbouncer.enabled (or $existing.api $existing.reader $existing.worker) -}}
{{- fail "pgbouncer.enabled: not with secrets.existing.api, .reader or .worker, whose passwords the chart does not know" -}}
{{- end -}}
{{- if and .Values.ingress.enabled (not .Values.ingress.host) -}}
{{- fail "ingress.host: needed with ingress.enabled" -}}
{{- end -}}
{{- range $name, $autoscaling := dict "api" .Values.api.autoscaling "web" .Values.web.autoscaling -}}
{{- if gt (int $autoscaling.minReplicas) (int $autoscaling.maxReplicas) -}}
{{- fail (printf "%s.autoscaling.minReplicas: must not exceed %s.autoscaling.maxReplicas" $name $name) -}}
{{- end -}}
{{- end -}}
{{- end -}}
