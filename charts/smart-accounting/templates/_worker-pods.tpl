{{/* What holds for the pods of every pool that says nothing else, by the class of its queues. */}}
{{- define "smart-accounting.workerPods" -}}
ocr:
  {{- include "smart-accounting.podsOfClass" (list . "reader") | nindent 2 }}
work:
  {{- include "smart-accounting.podsOfClass" (list . "worker") | nindent 2 }}
{{- end -}}

{{/* The section `kubernetes` of a ProcessingJob. Takes (list root process). */}}
{{- define "smart-accounting.podsOfClass" -}}
{{- $root := index . 0 -}}
{{- $process := index . 1 -}}
{{- $values := $root.Values.workers -}}
image: {{ include "smart-accounting.image" (list $root $values.image) | quote }}
imagePullPolicy: {{ $root.Values.imagePullPolicy }}
{{- with $root.Values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $root.Values.authoritiesConfigMap }}
authoritiesConfigMap: {{ . }}
{{- end }}
environmentSecrets:
  - {{ include "smart-accounting.secretName" (list $root $process) }}
environment:
  LOG_LEVEL: {{ $root.Values.logLevel }}
  {{- range $name, $value := $values.environment }}
  {{ $name }}: {{ $value | quote }}
  {{- end }}
resources:
  {{- toYaml $values.resources | nindent 2 }}
podAnnotations:
  {{- include "smart-accounting.podAnnotations" (list $root $process $values) | nindent 2 }}
{{- with $values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with include "smart-accounting.workerPriorityClass" $root }}
priorityClassName: {{ . }}
{{- end }}
{{- end -}}

{{/* The PriorityClass of workers, if any. One of the chart's own is named after the namespace, too: the cluster has it. */}}
{{- define "smart-accounting.workerPriorityClass" -}}
{{- with .Values.workers.priorityClassName }}{{ . }}
{{- else }}
{{- if .Values.workers.ownPriorityClass }}{{ .Release.Namespace }}-{{ include "smart-accounting.name" . }}-workers{{ end }}
{{- end }}
{{- end -}}
