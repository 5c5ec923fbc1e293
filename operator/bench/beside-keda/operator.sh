#!/usr/bin/env bash
# Prints our operator as pods of namespace $NAMESPACE, with the image $OPERATOR_IMAGE. Workers are $CONSUMER_IMAGE; the
# Secret `broker` there holds the broker's URL in its key `host`.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
rules=$(sed 's/^/  /' "$here/../../../charts/smart-accounting/files/operator-rules.yaml")
cat <<Y
apiVersion: v1
kind: ServiceAccount
metadata: {name: operator, namespace: $NAMESPACE}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: operator, namespace: $NAMESPACE}
rules:
$rules
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: operator, namespace: $NAMESPACE}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: operator}
subjects: [{kind: ServiceAccount, name: operator, namespace: $NAMESPACE}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: operator, namespace: $NAMESPACE}
spec:
  replicas: 2
  selector: {matchLabels: {app: operator}}
  template:
    metadata: {labels: {app: operator}}
    spec:
      serviceAccountName: operator
      containers:
      - name: operator
        image: $OPERATOR_IMAGE
        imagePullPolicy: Never
        env:
        - {name: POOLS, value: kubernetes}
        - {name: NAMESPACE, valueFrom: {fieldRef: {fieldPath: metadata.namespace}}}
        - {name: IDENTITY, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
        - {name: AMQP_URL, valueFrom: {secretKeyRef: {name: broker, key: host}}}
        - name: POD_DEFAULTS
          value: '{"image":"$CONSUMER_IMAGE","imagePullPolicy":"Never","environmentSecrets":["broker"],"resources":{"requests":{"cpu":"10m","memory":"32Mi"},"limits":{"memory":"128Mi"}}}'
        resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 384Mi}}
Y
