{{/* What holds for the pods of every pool that says nothing else: the section `kubernetes` of a ProcessingJob. */}}
{{- define "smart-accounting.workerPods" -}}
{{- $values := .Values.workers -}}
image: {{ include "smart-accounting.image" (list . $values.image) | quote }}
imagePullPolicy: {{ .Values.imagePullPolicy }}
{{- with .Values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
environmentSecrets:
  - {{ include "smart-accounting.secretName" (list . "worker") }}
environment:
  LOG_LEVEL: {{ .Values.logLevel }}
  {{- range $name, $value := $values.environment }}
  {{ $name }}: {{ $value | quote }}
  {{- end }}
resources:
  {{- toYaml $values.resources | nindent 2 }}
podAnnotations:
  {{- include "smart-accounting.podAnnotations" (list . "worker" $values) | nindent 2 }}
{{- with $values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with include "smart-accounting.workerPriorityClass" . }}
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
