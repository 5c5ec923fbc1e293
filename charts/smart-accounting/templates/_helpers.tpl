{{/* What all names begin with. */}}
{{- define "smart-accounting.name" -}}
{{- .Values.fullnameOverride | default .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{/* Labels by which pods of a component are found. Takes (list root component). */}}
{{- define "smart-accounting.selector" -}}
app.kubernetes.io/name: smart-accounting
app.kubernetes.io/instance: {{ (index . 0).Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end -}}

{{/* Labels of an object. Takes (list root component). */}}
{{- define "smart-accounting.labels" -}}
{{- $root := index . 0 -}}
{{ include "smart-accounting.selector" . }}
app.kubernetes.io/version: {{ $root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ $root.Release.Service }}
helm.sh/chart: {{ $root.Chart.Name }}-{{ $root.Chart.Version | replace "+" "_" }}
{{- end -}}

{{/* Name and labels of an object. Takes (list root component). */}}
{{- define "smart-accounting.metadata" -}}
name: {{ include "smart-accounting.name" (index . 0) }}-{{ index . 1 }}
namespace: {{ (index . 0).Release.Namespace }}
labels:
  {{- include "smart-accounting.labels" . | nindent 2 }}
{{- end -}}

{{/* Takes (list root image). */}}
{{- define "smart-accounting.image" -}}
{{- $root := index . 0 -}}
{{- $image := index . 1 -}}
{{- $registry := $root.Values.imageRegistry | trimSuffix "/" -}}
{{- with $registry }}{{ . }}/{{ end }}{{ $image.repository }}
{{- if $image.digest }}@{{ $image.digest }}{{ else }}:{{ $image.tag | default $root.Chart.AppVersion }}{{ end }}
{{- end -}}

{{/*
What every pod of ours has: no token unless it talks to the cluster, no list of the namespace's services, restricted
security, and where it runs. Processes of a pod see each other, because a process that is PID 1 and told to stop before
it listens would ignore that until it is killed. Takes (list root values), where values may hold talksToCluster, user,
nodeSelector, tolerations and priorityClassName.
*/}}
{{- define "smart-accounting.pod" -}}
{{- $root := index . 0 -}}
{{- $values := index . 1 -}}
automountServiceAccountToken: {{ $values.talksToCluster | default false }}
enableServiceLinks: false
shareProcessNamespace: true
securityContext:
  runAsNonRoot: true
  seccompProfile: { type: RuntimeDefault }
  {{- with $values.user }}
  runAsUser: {{ . }}
  runAsGroup: {{ . }}
  fsGroup: {{ . }}
  fsGroupChangePolicy: OnRootMismatch
  {{- end }}
{{- with $root.Values.imagePullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- with $values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- end -}}

{{/* Image, security and resources of a container. Takes (list root image resources). */}}
{{- define "smart-accounting.container" -}}
image: {{ include "smart-accounting.image" . | quote }}
imagePullPolicy: {{ (index . 0).Values.imagePullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: { drop: [ALL] }
resources:
  {{- toYaml (index . 2) | nindent 2 }}
{{- end -}}

{{/* Replicas that stay apart when they can. Takes (list root component). */}}
{{- define "smart-accounting.spread" -}}
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "smart-accounting.selector" . | nindent 8 }}
{{- end -}}

{{/* Takes a map. */}}
{{- define "smart-accounting.environment" -}}
{{- range $name, $value := . }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- end -}}

{{/*
Annotations of a process's pods: where its metrics are, and a sum over the Secret the chart writes for it, so that a
changed one starts it anew. Takes (list root process values).
*/}}
{{- define "smart-accounting.podAnnotations" -}}
{{- $root := index . 0 -}}
{{- $process := index . 1 -}}
{{- $all := dict -}}
{{- if and $root.Values.monitoring.annotations (ne $process "operations") -}}
{{- $all = dict "prometheus.io/scrape" "true" "prometheus.io/port" "9464" "prometheus.io/path" "/metrics" -}}
{{- end -}}
{{- if hasKey $root.Values.secrets.existing $process -}}
{{- if not (get $root.Values.secrets.existing $process) -}}
{{- $_ := set $all "checksum/environment" (include (printf "smart-accounting.secrets.%s" $process) $root | sha256sum) -}}
{{- end -}}
{{- end -}}
{{- toYaml (merge (deepCopy (index . 2).podAnnotations) $all) -}}
{{- end -}}

{{/* Probes of a process that serves /healthz and /readyz at the port called metrics. */}}
{{- define "smart-accounting.probes" -}}
startupProbe:
  httpGet: { path: /healthz, port: metrics }
  periodSeconds: 2
  failureThreshold: 60
livenessProbe:
  httpGet: { path: /healthz, port: metrics }
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 6
readinessProbe:
  httpGet: { path: /readyz, port: metrics }
  periodSeconds: 5
  timeoutSeconds: 5
  failureThreshold: 3
{{- end -}}

{{/* A rule of egress to addresses outside of the cluster. Takes a map with cidrs and ports. */}}
{{- define "smart-accounting.outside" -}}
- to:
    {{- range .cidrs }}
    - ipBlock: { cidr: {{ . | quote }} }
    {{- end }}
  ports:
    {{- range .ports }}
    - { port: {{ . }} }
    {{- end }}
{{- end -}}

{{/* Address of the portal as people reach it, if that is known. */}}
{{- define "smart-accounting.publicUrl" -}}
{{- if .Values.publicUrl -}}
{{ .Values.publicUrl }}
{{- else if .Values.ingress.enabled -}}
{{ ternary "https" "http" .Values.ingress.tls.enabled }}://{{ .Values.ingress.host }}
{{- end -}}
{{- end -}}
