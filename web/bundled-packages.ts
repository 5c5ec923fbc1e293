import type { Plugin } from 'vite';
import known from './bundled-packages.json' with { type: 'json' };

/**
 * Fails the build when it takes in a package that LICENCES.md does not tell of: the portal's packages are for development
 * only, as npm sees it, but what is built of them ships.
 */
export function bundledPackages(): Plugin {
  return {
    name: 'bundled-packages',
    apply: 'build',
    generateBundle(_options, bundle) {
      const files = Object.values(bundle).flatMap((part) =>
        part.type === 'chunk' ? Object.keys(part.modules) : part.originalFileNames,
      );
      const unknown = new Set(files.map(packageOf)).difference(new Set([...known, undefined]));
      if (unknown.size > 0)
        this.error(
          `${[...unknown].join(', ')}: write it in web/bundled-packages.json, then run "npm run licences"`,
        );
    },
  };
}

/** The folder of the package a file is of, as package-lock.json names it. */
function packageOf(file: string): string | undefined {
  return /node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
}
