import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { end, portInUse, spawnBound } from './child.mjs';

/**
 * Starts an S3 server (versitygw) over a folder, with one bucket; for tests and measurements.
 * @param {{ program: string, folder: string, port: number }} options
 */
export async function startS3({ program, folder, port }) {
  const bucket = 'test';
  const data = path.join(folder, 'data');
  mkdirSync(path.join(data, bucket), { recursive: true });
  mkdirSync(path.join(folder, 'sidecar'), { recursive: true });
  const address = ['--port', `127.0.0.1:${port}`, '--access', 'test', '--secret', 'test-secret'];
  const child = spawnBound(
    program,
    [...address, 'posix', '--sidecar', path.join(folder, 'sidecar'), data],
    { stdio: 'ignore' },
  );
  for (let tries = 0; tries < 200 && !(await portInUse(port)); tries++) await pause(50);
  return {
    url: `s3+http://test:test-secret@127.0.0.1:${port}/${bucket}`,
    stop: () => end(child, 'SIGTERM', 5_000),
  };
}
