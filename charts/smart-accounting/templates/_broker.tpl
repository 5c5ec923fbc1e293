{{/* What each user of the broker may do, by the name of the process it is for, as JSON. */}}
{{- define "smart-accounting.brokerPermissions" -}}
{{- .Files.Get "files/broker-permissions.json" -}}
{{- end -}}

{{/* The processes that talk to the broker, as a JSON list: each is a user of its own there. */}}
{{- define "smart-accounting.brokerUsers" -}}
{{- include "smart-accounting.brokerPermissions" . | fromJson | keys | sortAlpha | toJson -}}
{{- end -}}

{{/* Where a process finds the broker, as its own user. Takes (list root process). */}}
{{- define "smart-accounting.amqpUrl" -}}
{{- $root := index . 0 -}}
{{- $process := index . 1 -}}
{{- if eq $root.Values.broker.mode "internal" -}}
amqp://{{ $process }}:{{ include "smart-accounting.generated" (list $root (printf "broker-%s" $process)) }}@{{ include "smart-accounting.name" $root }}-broker:5672
{{- else -}}
{{- $external := $root.Values.broker.external -}}
{{- get $external.urls $process | default $external.url -}}
{{- end -}}
{{- end -}}

{{/* What the chart's own RabbitMQ loads at each start: the users and what they may do, by exact names. */}}
{{- define "smart-accounting.brokerDefinitions" -}}
{{- $users := list -}}
{{- $permissions := list -}}
{{- $topicPermissions := list -}}
{{- range $user, $may := include "smart-accounting.brokerPermissions" . | fromJson -}}
{{- $password := include "smart-accounting.generated" (list $ (printf "broker-%s" $user)) -}}
{{- $users = append $users (dict "name" $user "password" $password "tags" list) -}}
{{- $permissions = append $permissions (merge (dict "user" $user "vhost" "/") (omit $may "topics")) -}}
{{- range $exchange, $keys := $may.topics -}}
{{- $topicPermissions = append $topicPermissions (merge (dict "user" $user "vhost" "/" "exchange" $exchange) $keys) -}}
{{- end -}}
{{- end -}}
{{- dict "users" $users "vhosts" (list (dict "name" "/")) "permissions" $permissions "topic_permissions" $topicPermissions | toJson -}}
{{- end -}}

{{/* The files of the chart's own RabbitMQ. Where definitions are loaded, it makes no user by itself. */}}
{{- define "smart-accounting.brokerFiles" -}}
rabbitmq.conf: |
  load_definitions = /etc/smart-accounting/definitions.json
definitions.json: {{ include "smart-accounting.brokerDefinitions" . | quote }}
{{- end -}}

{{/* The processes whose Secret the chart writes with the one address of an external broker, as a JSON list. */}}
{{- define "smart-accounting.brokerSharers" -}}
{{- $sharers := list -}}
{{- if eq .Values.broker.mode "external" -}}
{{- range include "smart-accounting.brokerUsers" . | fromJsonArray -}}
{{- if not (or (get $.Values.secrets.existing .) (get $.Values.broker.external.urls .)) }}{{ $sharers = append $sharers . }}{{ end -}}
{{- end -}}
{{- end -}}
{{- toJson $sharers -}}
{{- end -}}
