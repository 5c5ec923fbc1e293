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

{{/* The processes that run all the time, as a JSON list: each has a Secret of its own. */}}
{{- define "smart-accounting.processes" -}}
{{- $all := list "api" "reader" "worker" "sealer" "provisioner" "operator" -}}
{{- ternary (append $all "operations") $all .Values.operations.enabled | toJson -}}
{{- end -}}

{{/* The database's logins, smart_<login>, as a JSON list. */}}
{{- define "smart-accounting.logins" -}}
{{- list "migrator" "api" "reader" "worker" "sealer" "operations" | toJson -}}
{{- end -}}

{{/* Whether the chart writes a Secret for any of the processes that use the database. */}}
{{- define "smart-accounting.writesDatabaseSecrets" -}}
{{- $processes := append (include "smart-accounting.processes" . | fromJsonArray) "migrations" -}}
{{- range without $processes "operator" -}}
{{- if not (get $.Values.secrets.existing .) }}yes{{ end -}}
{{- end -}}
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

{{- define "smart-accounting.secrets.api" -}}
DATABASE_URL: {{ include "smart-accounting.databaseUrl" (list . "api") | quote }}
DATABASE_DIRECT_URL: {{ include "smart-accounting.directUrl" (list . "api") | quote }}
AMQP_URL: {{ include "smart-accounting.amqpUrl" (list . "api") | quote }}
{{- include "smart-accounting.storeUrls" (list . "api") }}
SECRET_KEY: {{ include "smart-accounting.generated" (list . "secret-key") | quote }}
{{- with .Values.mail.smtpUrl }}
SMTP_URL: {{ . | quote }}
{{- end }}
{{- end -}}

{{- define "smart-accounting.secrets.reader" -}}
DATABASE_URL: {{ include "smart-accounting.databaseUrl" (list . "reader") | quote }}
AMQP_URL: {{ include "smart-accounting.amqpUrl" (list . "reader") | quote }}
{{- include "smart-accounting.storeUrls" (list . "reader") }}
{{- end -}}

{{- define "smart-accounting.secrets.worker" -}}
DATABASE_URL: {{ include "smart-accounting.databaseUrl" (list . "worker") | quote }}
AMQP_URL: {{ include "smart-accounting.amqpUrl" (list . "worker") | quote }}
{{- include "smart-accounting.storeUrls" (list . "worker") }}
{{- end -}}

{{/* Not through PgBouncer: for two connections it would have to know one more password. */}}
{{- define "smart-accounting.secrets.sealer" -}}
DATABASE_URL: {{ include "smart-accounting.directUrl" (list . "sealer") | quote }}
AMQP_URL: {{ include "smart-accounting.amqpUrl" (list . "sealer") | quote }}
{{- include "smart-accounting.storeUrls" (list . "sealer") }}
{{- end -}}

{{- define "smart-accounting.secrets.provisioner" -}}
DATABASE_DIRECT_URL: {{ include "smart-accounting.directUrl" (list . "migrator") | quote }}
AMQP_URL: {{ include "smart-accounting.amqpUrl" (list . "provisioner") | quote }}
{{- include "smart-accounting.storeUrls" (list . "provisioner") }}
{{- end -}}

{{- define "smart-accounting.secrets.operations" -}}
DATABASE_URL: {{ include "smart-accounting.directUrl" (list . "operations") | quote }}
{{- include "smart-accounting.storeUrls" (list . "operations") }}
{{- end -}}

{{- define "smart-accounting.secrets.operator" -}}
AMQP_URL: {{ include "smart-accounting.amqpUrl" (list . "operator") | quote }}
{{- end -}}

{{- define "smart-accounting.secrets.migrations" -}}
DATABASE_DIRECT_URL: {{ include "smart-accounting.directUrl" (list . "migrator") | quote }}
{{- if eq .Values.database.mode "internal" }}
ADMIN_DATABASE_URL: {{ printf "postgres://postgres:%s@%s/postgres" (include "smart-accounting.generated" (list . "database-administrator")) (include "smart-accounting.databaseAddress" .) | quote }}
{{- else if .Values.database.external.adminUrl }}
ADMIN_DATABASE_URL: {{ .Values.database.external.adminUrl | quote }}
{{- end }}
{{- range without (include "smart-accounting.logins" . | fromJsonArray) "migrator" }}
{{ upper . }}_DATABASE_PASSWORD: {{ include "smart-accounting.databasePassword" (list $ .) | quote }}
{{- end }}
{{- end -}}

{{/* What must be generated with these values, as a JSON list of keys. */}}
{{- define "smart-accounting.generatedKeys" -}}
{{- $keys := list -}}
{{- if not .Values.secrets.existing.api }}{{ $keys = append $keys "secret-key" }}{{ end -}}
{{- if eq .Values.database.mode "internal" }}{{ $keys = append $keys "database-administrator" }}{{ end -}}
{{- if include "smart-accounting.writesDatabaseSecrets" . -}}
{{- range $login := include "smart-accounting.logins" . | fromJsonArray -}}
{{- $given := and (eq $.Values.database.mode "external") (get $.Values.database.external.passwords $login) -}}
{{- if not $given }}{{ $keys = append $keys (printf "database-%s" $login) }}{{ end -}}
{{- end -}}
{{- end -}}
{{- if eq .Values.broker.mode "internal" -}}
{{- range include "smart-accounting.brokerUsers" . | fromJsonArray }}{{ $keys = append $keys (printf "broker-%s" .) }}{{ end -}}
{{- end -}}
{{- if eq .Values.storage.mode "internal" -}}
{{- $keys = append $keys "storage" -}}
{{- range include "smart-accounting.storageProcesses" . | fromJsonArray }}{{ $keys = append $keys (printf "storage-%s" .) }}{{ end -}}
{{- end -}}
{{- toJson $keys -}}
{{- end -}}
