import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A file system of its own with little room. */
export interface SmallDisk {
  readonly folder: string;
  /** Gives it other room, from now on. */
  resize(mebibytes: number): void;
  remove(): void;
}

/** Mounts one in memory; null where that is not allowed, which takes root. */
export function mountSmallDisk(mebibytes: number): SmallDisk | null {
  const folder = mkdtempSync(path.join(tmpdir(), 'small-disk-'));
  const mount = (...options: string[]): boolean =>
    spawnSync('mount', [...options, folder], { stdio: 'ignore' }).status === 0;
  const size = (room: number): string => `size=${room}m`;
  const remove = (): void => {
    spawnSync('umount', [folder], { stdio: 'ignore' });
    rmSync(folder, { recursive: true, force: true });
  };
  if (!mount('-t', 'tmpfs', '-o', size(mebibytes), 'tmpfs')) {
    remove();
    return null;
  }
  return {
    folder,
    resize: (room) => {
      if (!mount('-o', `remount,${size(room)}`)) throw new Error('the disk was not resized');
    },
    remove,
  };
}
