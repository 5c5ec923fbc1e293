import process from 'node:process';

/** From here on nobody else on this machine reads what this process and its children write. */
export function keepFilesPrivate() {
  process.umask(0o077);
}

/**
 * Writes what everybody may enter and read: as root, PostgreSQL runs as another user.
 * @template T
 * @param {() => T} write
 * @returns {T}
 */
export function readableByAll(write) {
  const mask = process.umask(0o022);
  try {
    return write();
  } finally {
    process.umask(mask);
  }
}
