{{/*
The private key of this installation's archives is a file of two processes, never a variable, which every child of a
process would inherit. The processes refuse one that is open to every user: it is its group's, which is that of our
images, and the pod's.
*/}}
{{- define "smart-accounting.signingKeyVolume" -}}
- name: signing-key
  secret:
    secretName: {{ .Values.archives.signingKeySecret | default (printf "%s-signing-key" (include "smart-accounting.name" .)) }}
    defaultMode: 288 # 0440
{{- end -}}

{{- define "smart-accounting.signingKeyMount" -}}
- { name: signing-key, mountPath: /etc/smart-accounting/signing-key, readOnly: true }
{{- end -}}

{{- define "smart-accounting.signingKeyFile" -}}
/etc/smart-accounting/signing-key/signing-key.pem
{{- end -}}
