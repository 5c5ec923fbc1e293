import { execFile, spawn } from 'node:child_process';
import { z } from 'zod';
import { helm } from './helm.ts';

/** The release and its namespace; another one can be named in the environment. */
export const release = process.env['CLUSTER_RELEASE'] ?? 'books';
export const namespace = process.env['CLUSTER_NAMESPACE'] ?? 'accounting';

/** What a kubeconfig cannot do, and a command of the environment does. */
export type ClusterCommand =
  | 'CLUSTER_LOAD_IMAGES'
  | 'CLUSTER_KILL_NODE'
  | 'CLUSTER_START_NODE'
  | 'CLUSTER_STOP_API'
  | 'CLUSTER_START_API';

/** The cluster's kubeconfig. @throws {Error} without one: nothing is ever done to a cluster by default */
export function kubeconfig(): string {
  const file = process.env['KUBECONFIG'];
  if (!file) throw new Error('KUBECONFIG is not set: name the file of the cluster to work on');
  return file;
}

/**
 * Runs kubectl, in the release's namespace unless another one is named.
 * @param input given on standard input, an object as JSON
 * @returns what it printed
 * @throws {Error} with what it said, when it failed or was not done after `timeoutSeconds`
 */
export function kubectl(
  args: readonly string[],
  {
    input,
    inNamespace = namespace,
    timeoutSeconds = 120,
  }: { input?: object; inNamespace?: string; timeoutSeconds?: number } = {},
): Promise<string> {
  return finished('kubectl', ['--kubeconfig', kubeconfig(), '--namespace', inNamespace, ...args], {
    ...(input && { input: JSON.stringify(input) }),
    timeoutSeconds,
  });
}

/** Makes the object, or has it be so, in the release's namespace unless another one is named. */
export async function apply(object: object, inNamespace = namespace): Promise<void> {
  await kubectl(['apply', '--server-side', '--filename', '-'], { input: object, inNamespace });
}

/** What kubectl gives as JSON, checked. */
export async function kubectlJson<T>(
  args: readonly string[],
  schema: z.ZodType<T>,
  timeoutSeconds = 30,
): Promise<T> {
  return schema.parse(JSON.parse(await kubectl([...args, '-o', 'json'], { timeoutSeconds })));
}

/** Runs Helm on the release's namespace; gives what it printed. @throws {Error} with what it said, when it failed */
export async function helmOnCluster(
  args: readonly string[],
  { values, timeoutSeconds = 600 }: { values?: object; timeoutSeconds?: number } = {},
): Promise<string> {
  const { code, stdout, stderr } = await helm([...args, '--namespace', namespace], {
    ...(values && { values }),
    kubeconfig: kubeconfig(),
    timeoutSeconds,
  });
  if (code !== 0) throw new Error(`helm ${args[0]} failed:\n${stdout}\n${stderr}`);
  return stdout;
}

/** The environment's command of this name with arguments behind it. @throws {Error} when there is none, or it failed */
export function clusterCommand(name: ClusterCommand, ...args: string[]): Promise<string> {
  const command = process.env[name];
  if (!command) throw new Error(`${name} is not set`);
  return finished('sh', ['-c', `${command} "$@"`, name, ...args], { timeoutSeconds: 600 });
}

function finished(
  program: string,
  args: readonly string[],
  { input, timeoutSeconds }: { readonly input?: string; readonly timeoutSeconds: number },
): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { timeout: timeoutSeconds * 1000, maxBuffer: 64 * 1024 * 1024 };
    const child = execFile(program, [...args], options, (error, stdout, stderr) => {
      if (error) reject(new Error(`${program} ${args.join(' ')}: ${stderr || error.message}`));
      else resolve(stdout);
    });
    child.stdin?.end(input ?? '');
  });
}

/** A kubectl that goes on until it is ended, with its output in pipes. */
export function kubectlChild(args: readonly string[]): ReturnType<typeof spawn> {
  return spawn('kubectl', ['--kubeconfig', kubeconfig(), '--namespace', namespace, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}
