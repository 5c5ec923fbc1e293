// Runs beside the chart's own S3 server: at each start it has the buckets be there with their policies, and heads be
// locked. Only then it says that it is ready, and with it the pod: nobody ever works with other rights than these.
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'minio';

const { ROOT_ACCESS_KEY: accessKey, ROOT_SECRET_KEY: secretKey } = process.env;
const { S3_PORT, READY_PORT, POLICIES } = process.env;
const region = 'us-east-1';
const [endPoint, port] = ['127.0.0.1', Number(S3_PORT)];
const server = new Client({ endPoint, port, useSSL: false, region, accessKey, secretKey });

while (!(await prepare())) await pause(1_000);
createServer((_request, response) => response.end('prepared')).listen(Number(READY_PORT));

async function prepare() {
  try {
    for (const [bucket, policy] of Object.entries(JSON.parse(POLICIES))) {
      if (!(await server.bucketExists(bucket))) await server.makeBucket(bucket, region);
      await server.setBucketPolicy(bucket, JSON.stringify(policy));
    }
    // This server counts the years for the whole bucket, from now on.
    await server.setObjectLockConfig('heads', { mode: 'COMPLIANCE', unit: 'Years', validity: 10 });
    return true;
  } catch (error) {
    console.log(`not prepared yet: ${error.message}`);
    return false;
  }
}
