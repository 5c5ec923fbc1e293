{{/*
Where a process finds a store, with its own key: on the chart's own server each has one. Takes (list root store process).
*/}}
{{- define "smart-accounting.storeUrl" -}}
{{- $root := index . 0 -}}
{{- $store := index . 1 -}}
{{- $process := index . 2 -}}
{{- if eq $root.Values.storage.mode "internal" -}}
s3+http://{{ $process }}:{{ include "smart-accounting.generated" (list $root (printf "storage-%s" $process)) }}@{{ include "smart-accounting.name" $root }}-storage:7070/{{ $store }}
{{- else -}}
{{- $external := get $root.Values.storage.external $store -}}
{{- get $external.urls $process | default $external.url -}}
{{- end -}}
{{- end -}}

{{/* The stores that a process works with, which are those that the values could name a key of its own for. Takes (list root process). */}}
{{- define "smart-accounting.storeUrls" -}}
{{- $root := index . 0 -}}
{{- $process := index . 1 -}}
{{- range $store, $variable := dict "documents" "STORAGE" "archives" "ARCHIVES" "heads" "HEADS" -}}
{{- if hasKey (get $root.Values.storage.external $store).urls $process }}
{{ $variable }}: {{ include "smart-accounting.storeUrl" (list $root $store $process) | quote }}
{{- end }}
{{- end -}}
{{- end -}}

{{/* Who may enter the chart's own S3 server, as it reads it: each process by its name. What they may do are the policies. */}}
{{- define "smart-accounting.storageUsers" -}}
{{- $accounts := dict -}}
{{- range include "smart-accounting.storageProcesses" . | fromJsonArray -}}
{{- $secret := include "smart-accounting.generated" (list $ (printf "storage-%s" .)) -}}
{{- $_ := set $accounts . (dict "access" . "secret" $secret "role" "user") -}}
{{- end -}}
{{- dict "accessAccounts" $accounts | toJson -}}
{{- end -}}

{{/* The processes that keep things in a store, as a JSON list. */}}
{{- define "smart-accounting.storageProcesses" -}}
{{- list "api" "reader" "worker" "sealer" "provisioner" "operations" | toJson -}}
{{- end -}}

{{/* What each process may do in the stores of the chart's own S3 server, by store. Of services elsewhere: charts/README.md. */}}
{{- define "smart-accounting.storePolicies" -}}
{{- $policies := dict -}}
{{- range list "documents" "archives" "heads" -}}
{{- $_ := set $policies . ($.Files.Get (printf "files/store-policies/%s.json" .) | fromJson) -}}
{{- end -}}
{{- toJson $policies -}}
{{- end -}}

{{/* Each store has a place of its own: whoever erases a tenant's documents would erase its archives and heads with them. */}}
{{- define "smart-accounting.storeChecks" -}}
{{- $written := include "smart-accounting.processes" . | fromJsonArray -}}
{{- $storeAt := dict -}}
{{- range $store, $external := .Values.storage.external -}}
{{- range $process, $_ := $external.urls -}}
{{- if and (has $process $written) (not (get $.Values.secrets.existing $process)) -}}
{{- $url := include "smart-accounting.storeUrl" (list $ $store $process) -}}
{{- if not $url -}}
{{- fail (printf "storage.external.%s.url: needed with storage.mode external, unless each process has a key of its own (urls) or a Secret that is there (secrets.existing)" $store) -}}
{{- end -}}
{{- $place := regexReplaceAll "^[^/]*//([^@/]*@)?|\\?.*$" $url "" -}}
{{- if ne (get $storeAt $place | default $store) $store -}}
{{- fail (printf "storage.external.%s: is where %s are, too (%s): it needs a bucket of its own" $store (get $storeAt $place) $place) -}}
{{- end -}}
{{- $_ := set $storeAt $place $store -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
