{{/*
Authorities of one's own, as for an `amqps:` broker inside the company: Node trusts what stands in one more file. A key
that is missing keeps the pod from starting, and says so; Node itself would only warn.
*/}}
{{- define "smart-accounting.authoritiesVolume" -}}
{{- with .Values.authoritiesConfigMap }}
- name: authorities
  configMap: { name: {{ . }}, items: [{ key: ca.crt, path: ca.crt }] }
{{- end }}
{{- end -}}

{{- define "smart-accounting.authoritiesMount" -}}
{{- if .Values.authoritiesConfigMap }}
- { name: authorities, mountPath: /etc/smart-accounting/authorities, readOnly: true }
{{- end }}
{{- end -}}

{{- define "smart-accounting.authoritiesVariable" -}}
{{- if .Values.authoritiesConfigMap }}
- { name: NODE_EXTRA_CA_CERTS, value: /etc/smart-accounting/authorities/ca.crt }
{{- end }}
{{- end -}}
