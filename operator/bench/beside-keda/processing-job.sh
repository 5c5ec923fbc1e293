#!/usr/bin/env bash
# Prints the ProcessingJob whose Deployment is $NAME (it ends in -workers) and which follows queue $NAME.
# In: NAME PROFILE MAX VALUE. Profiles:
#   default  ours: a minute of calm before workers go
#   quick    one profile for A to E: half a minute of calm
set -euo pipefail
case $PROFILE in
  default) timing="" ;;
  quick) timing="scaleInStabilizationSeconds: 30, pollMilliseconds: 500," ;;
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
