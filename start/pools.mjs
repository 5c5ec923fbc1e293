import { writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Writes the pools of this machine for the operator: `ocr` reads documents, `work` does what follows. Provisioner
 * and sealer belong to no pool.
 * @param {string} folder
 * @param {number} ocrWorkersMax
 * @returns {string} the file
 */
export function writePools(folder, ocrWorkersMax) {
  const file = path.join(folder, 'pools.yaml');
  writeFileSync(
    file,
    `# Written by npm start, each time. The operator follows changes of this file while it runs; they last until then.
${processingJob('ocr', ['ocr.v1', 'ocr.bulk.v1'], { maxReplicas: ocrWorkersMax, messagesPerWorker: 1 })}---
${processingJob('work', ['work.v1', 'work.bulk.v1'], { maxReplicas: 2, messagesPerWorker: 20 })}`,
  );
  return file;
}

function processingJob(name, queues, { maxReplicas, messagesPerWorker }) {
  return `apiVersion: smart-accounting.io/v1alpha1
kind: ProcessingJob
metadata:
  name: ${name}
spec:
  queues: [${queues.join(', ')}]
  scaling:
    minReplicas: 1
    maxReplicas: ${maxReplicas}
    messagesPerWorker: ${messagesPerWorker}
`;
}
