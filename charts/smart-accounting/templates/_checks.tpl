{{/* What values.schema.json cannot say, for it takes two values to see it. Each refusal begins with the value's path. */}}
{{- define "smart-accounting.checks" -}}
{{- $existing := .Values.secrets.existing -}}
{{- $database := .Values.database.external -}}
{{- if and (eq .Values.database.mode "external") (include "smart-accounting.writesDatabaseSecrets" .) -}}
{{- if not $database.host }}{{ fail "database.external.host: needed with database.mode external, unless secrets.existing names all Secrets" }}{{ end -}}
{{- range list "migrator" "api" "worker" -}}
{{- if not (or $database.adminUrl (get $database.passwords .)) -}}
{{- fail (printf "database.external.passwords.%s: needed, since without database.external.adminUrl nobody sets it" .) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- $brokerKnown := and $existing.api $existing.worker $existing.provisioner $existing.operator -}}
{{- if and (eq .Values.broker.mode "external") (not .Values.broker.external.url) (not $brokerKnown) -}}
{{- fail "broker.external.url: needed with broker.mode external, unless secrets.existing names all Secrets" -}}
{{- end -}}
{{- $storageKnown := and $existing.api $existing.worker $existing.provisioner -}}
{{- if and (eq .Values.storage.mode "external") (not .Values.storage.external.url) (not $storageKnown) -}}
{{- fail "storage.external.url: needed with storage.mode external, unless secrets.existing names all Secrets" -}}
{{- end -}}
{{- if and .Values.pgbouncer.enabled (or $existing.api $existing.worker) -}}
{{- fail "pgbouncer.enabled: not with secrets.existing.api or secrets.existing.worker, whose passwords the chart does not know" -}}
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
