// Bundles the command and configures the tests; the library itself is built by plain tsc (tsconfig.build.json).
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/** Puts text files that a module reads from beside itself (`new URL('./zh.ftl', import.meta.url)`) into the bundle. */
const inlineText: Plugin = {
  name: 'inline-text',
  transform(code, id) {
    if (!id.endsWith('.ts') || id.includes('node_modules')) return null;
    return code.replace(
      /readFileSync\(\s*new URL\((['"])([^'"]+)\1,\s*import\.meta\.url\),\s*['"]utf-?8['"],?\s*\)/g,
      (_call, _quote, path: string) => {
        const file = new URL(path, new URL(`file://${id}`));
        this.addWatchFile(file.pathname);
        return JSON.stringify(readFileSync(file, 'utf8'));
      },
    );
  },
};

const shebang: Plugin = {
  name: 'shebang',
  renderChunk: (code, chunk) =>
    chunk.isEntry && !code.startsWith('#!') ? `#!/usr/bin/env node\n${code}` : null,
};

export default defineConfig(({ command, mode }) => ({
  plugins: command === 'build' ? [inlineText, shebang] : [],
  build: {
    target: 'node20',
    ssr: 'src/cli/main.ts',
    outDir: 'dist/cli',
    emptyOutDir: true,
    minify: true,
    reportCompressedSize: false,
    rolldownOptions: { output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' } },
  },
  ssr: { target: 'node', noExternal: true },
  test: {
    include: mode === 'bench' ? ['test/bench/**/*.bench.ts'] : ['test/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 120_000,
    pool: 'forks',
  },
}));
