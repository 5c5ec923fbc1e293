{{/*
A secret that is made once: what the cluster has already, else a new one, the same for the whole rendering.
Takes (list root key).
*/}}
{{- define "smart-accounting.generated" -}}
{{- $values := (index . 0).Values -}}
{{- $key := index . 1 -}}
{{- if not (hasKey $values "generated") -}}
{{- $_ := set $values "generated" (include "smart-accounting.kept" (index . 0) | fromJson) -}}
{{- end -}}
{{- if not (hasKey $values.generated $key) -}}
{{- $_ := set $values.generated $key (randAlphaNum 40) -}}
{{- end -}}
{{- get $values.generated $key -}}
{{- end -}}

{{/* What an earlier installation generated, as JSON. */}}
{{- define "smart-accounting.kept" -}}
{{- $kept := dict -}}
{{- $secret := lookup "v1" "Secret" .Release.Namespace (printf "%s-generated" (include "smart-accounting.name" .)) -}}
{{- range $key, $value := (get $secret "data") | default dict -}}
{{- $_ := set $kept $key (b64dec $value) -}}
{{- end -}}
{{- toJson $kept -}}
{{- end -}}

{{/* The name of the Secret that is a process's environment. Takes (list root process). */}}
{{- define "smart-accounting.secretName" -}}
{{- $root := index . 0 -}}
{{- get $root.Values.secrets.existing (index . 1) | default (printf "%s-%s" (include "smart-accounting.name" $root) (index . 1)) -}}
{{- end -}}

{{/* Whether the chart writes a Secret for any of the processes that use the database. */}}
{{- define "smart-accounting.writesDatabaseSecrets" -}}
{{- $existing := .Values.secrets.existing -}}
{{- if not (and $existing.api $existing.worker $existing.provisioner $existing.migrations) }}yes{{ end -}}
{{- end -}}

{{/* The password of a login: given for an external database, else generated. Takes (list root login). */}}
{{- define "smart-accounting.databasePassword" -}}
{{- $root := index . 0 -}}
{{- $login := index . 1 -}}
{{- $given := "" -}}
{{- if eq $root.Values.database.mode "external" -}}
{{- $given = get $root.Values.database.external.passwords $login | default "" -}}
{{- end -}}
{{- $given | default (include "smart-accounting.generated" (list $root (printf "database-%s" $login))) -}}
{{- end -}}

{{/* host:port of the database itself. */}}
{{- define "smart-accounting.databaseAddress" -}}
{{- if eq .Values.database.mode "internal" -}}
{{ include "smart-accounting.name" . }}-database:5432
{{- else -}}
{{ .Values.database.external.host }}:{{ .Values.database.external.port }}
{{- end -}}
{{- end -}}

{{/* The name of our database. */}}
{{- define "smart-accounting.databaseName" -}}
{{- ternary "smart_accounting" .Values.database.external.name (eq .Values.database.mode "internal") -}}
{{- end -}}

{{/* A login's URL straight to the database. Takes (list root login). */}}
{{- define "smart-accounting.directUrl" -}}
{{- $root := index . 0 -}}
{{- $password := include "smart-accounting.databasePassword" . | urlquery | replace "+" "%20" -}}
postgres://smart_{{ index . 1 }}:{{ $password }}@{{ include "smart-accounting.databaseAddress" $root }}/{{ include "smart-accounting.databaseName" $root }}
{{- if eq $root.Values.database.mode "external" }}{{ with $root.Values.database.external.parameters }}?{{ . }}{{ end }}{{ end }}
{{- end -}}

{{/* A login's URL through PgBouncer where that is on. Takes (list root login). */}}
{{- define "smart-accounting.databaseUrl" -}}
{{- $root := index . 0 -}}
{{- if $root.Values.pgbouncer.enabled -}}
{{- $password := include "smart-accounting.databasePassword" . | urlquery | replace "+" "%20" -}}
postgres://smart_{{ index . 1 }}:{{ $password }}@{{ include "smart-accounting.name" $root }}-pgbouncer:6432/{{ include "smart-accounting.databaseName" $root }}
{{- else -}}
{{- include "smart-accounting.directUrl" . -}}
{{- end -}}
{{- end -}}

{{- define "smart-accounting.amqpUrl" -}}
{{- if eq .Values.broker.mode "internal" -}}
amqp://smart:{{ include "smart-accounting.generated" (list . "broker") }}@{{ include "smart-accounting.name" . }}-broker:5672
{{- else -}}
{{- .Values.broker.external.url -}}
{{- end -}}
{{- end -}}

{{- define "smart-accounting.storageUrl" -}}
{{- if eq .Values.storage.mode "internal" -}}
s3+http://smart:{{ include "smart-accounting.generated" (list . "storage") }}@{{ include "smart-accounting.name" . }}-storage:7070/documents
{{- else -}}
{{- .Values.storage.external.url -}}
{{- end -}}
{{- end -}}

{{- define "smart-accounting.secrets.api" -}}
DATABASE_URL: {{ include "smart-accounting.databaseUrl" (list . "api") | quote }}
DATABASE_DIRECT_URL: {{ include "smart-accounting.directUrl" (list . "api") | quote }}
AMQP_URL: {{ include "smart-accounting.amqpUrl" . | quote }}
STORAGE: {{ include "smart-accounting.storageUrl" . | quote }}
SECRET_KEY: {{ include "smart-accounting.generated" (list . "secret-key") | quote }}
{{- with .Values.mail.smtpUrl }}
SMTP_URL: {{ . | quote }}
{{- end }}
{{- end -}}

{{- define "smart-accounting.secrets.worker" -}}
DATABASE_URL: {{ include "smart-accounting.databaseUrl" (list . "worker") | quote }}
AMQP_URL: {{ include "smart-accounting.amqpUrl" . | quote }}
STORAGE: {{ include "smart-accounting.storageUrl" . | quote }}
{{- end -}}

{{- define "smart-accounting.secrets.provisioner" -}}
DATABASE_DIRECT_URL: {{ include "smart-accounting.directUrl" (list . "migrator") | quote }}
AMQP_URL: {{ include "smart-accounting.amqpUrl" . | quote }}
STORAGE: {{ include "smart-accounting.storageUrl" . | quote }}
{{- end -}}

{{- define "smart-accounting.secrets.operator" -}}
AMQP_URL: {{ include "smart-accounting.amqpUrl" . | quote }}
{{- end -}}

{{- define "smart-accounting.secrets.migrations" -}}
DATABASE_DIRECT_URL: {{ include "smart-accounting.directUrl" (list . "migrator") | quote }}
{{- if eq .Values.database.mode "internal" }}
ADMIN_DATABASE_URL: {{ printf "postgres://postgres:%s@%s/postgres" (include "smart-accounting.generated" (list . "database-administrator")) (include "smart-accounting.databaseAddress" .) | quote }}
{{- else if .Values.database.external.adminUrl }}
ADMIN_DATABASE_URL: {{ .Values.database.external.adminUrl | quote }}
{{- end }}
API_DATABASE_PASSWORD: {{ include "smart-accounting.databasePassword" (list . "api") | quote }}
WORKER_DATABASE_PASSWORD: {{ include "smart-accounting.databasePassword" (list . "worker") | quote }}
{{- end -}}

{{/* What must be generated with these values, as a JSON list of keys. */}}
{{- define "smart-accounting.generatedKeys" -}}
{{- $keys := list -}}
{{- if not .Values.secrets.existing.api }}{{ $keys = append $keys "secret-key" }}{{ end -}}
{{- if eq .Values.database.mode "internal" }}{{ $keys = append $keys "database-administrator" }}{{ end -}}
{{- if include "smart-accounting.writesDatabaseSecrets" . -}}
{{- range $login := list "migrator" "api" "worker" -}}
{{- $given := and (eq $.Values.database.mode "external") (get $.Values.database.external.passwords $login) -}}
{{- if not $given }}{{ $keys = append $keys (printf "database-%s" $login) }}{{ end -}}
{{- end -}}
{{- end -}}
{{- if eq .Values.broker.mode "internal" }}{{ $keys = append $keys "broker" }}{{ end -}}
{{- if eq .Values.storage.mode "internal" }}{{ $keys = append $keys "storage" }}{{ end -}}
{{- toJson $keys -}}
{{- end -}}
