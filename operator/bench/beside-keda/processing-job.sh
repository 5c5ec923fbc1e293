#!/usr/bin/env bash
# Prints the ProcessingJob whose Deployment is $NAME (it ends in -workers) and which follows queue $NAME.
# In: NAME PROFILE MAX VALUE. Profiles:
#   default  ours: a minute and a half of calm before workers go
#   quick    one profile for A to E: three seconds of calm, and a look each half a second
set -euo pipefail
case $PROFILE in
  default) timing="" ;;
  quick) timing="scaleInStabilizationSeconds: 3, pollMilliseconds: 500," ;;
esac
cat <<Y
apiVersion: smart-accounting.io/v1alpha1
kind: ProcessingJob
metadata: {name: ${NAME%-workers}}
spec:
  queues: [$NAME]
  scaling: {maxReplicas: $MAX, messagesPerWorker: $VALUE, $timing}
  kubernetes: {podLabels: {run: $NAME}}
Y
