// Every bench's smallest case, once, by the code that `npm run bench` measures with, so that none of it rots; no time is looked at.
import { readdirSync } from 'node:fs';

for (const file of readdirSync(new URL('.', import.meta.url)))
  if (file.endsWith('.bench.ts')) await import(/* @vite-ignore */ `./${file}`);
