{{/* A simple server with one replica and a volume, up to its container. Takes (list root component values). */}}
{{- define "smart-accounting.statefulSet" -}}
{{- $root := index . 0 -}}
{{- $component := index . 1 -}}
{{- $values := index . 2 -}}
apiVersion: apps/v1
kind: StatefulSet
metadata:
  {{- include "smart-accounting.metadata" (list $root $component) | nindent 2 }}
spec:
  replicas: 1
  serviceName: {{ include "smart-accounting.name" $root }}-{{ $component }}
  # The data outlives the release: a volume goes only when somebody deletes its claim.
  persistentVolumeClaimRetentionPolicy: { whenDeleted: Retain, whenScaled: Retain }
  selector:
    matchLabels:
      {{- include "smart-accounting.selector" (list $root $component) | nindent 6 }}
  volumeClaimTemplates:
    - apiVersion: v1
      kind: PersistentVolumeClaim
      metadata: { name: data }
      spec:
        accessModes: [ReadWriteOnce]
        {{- with $values.storageClassName }}
        storageClassName: {{ . }}
        {{- end }}
        resources: { requests: { storage: {{ $values.size }} } }
{{- end -}}

{{/* Is it there? A full test of a server would need programs that not every image has. Takes the port's name. */}}
{{- define "smart-accounting.portProbes" -}}
startupProbe:
  tcpSocket: { port: {{ . }} }
  periodSeconds: 2
  failureThreshold: 150
livenessProbe:
  tcpSocket: { port: {{ . }} }
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 6
readinessProbe:
  tcpSocket: { port: {{ . }} }
  periodSeconds: 5
{{- end -}}

{{/* Takes (list root component port-name port). */}}
{{- define "smart-accounting.serverService" -}}
apiVersion: v1
kind: Service
metadata:
  {{- include "smart-accounting.metadata" (list (index . 0) (index . 1)) | nindent 2 }}
spec:
  selector:
    {{- include "smart-accounting.selector" (list (index . 0) (index . 1)) | nindent 4 }}
  ports:
    - { name: {{ index . 2 }}, port: {{ index . 3 }}, targetPort: {{ index . 2 }} }
{{- end -}}
