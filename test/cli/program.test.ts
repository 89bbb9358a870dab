import { afterEach, expect, test, vi } from 'vitest';

const derive = vi.hoisted(() => vi.fn<() => Promise<number>>());
vi.mock('../../src/cli/derive.ts', () => ({ derive }));
const { run } = await import('../../src/cli/program.ts');
const { UnsoundError } = await import('../../src/index.ts');

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

const runWith = async (error: unknown): Promise<{ code: number; text: string }> => {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  derive.mockRejectedValueOnce(error);
  const code = await run(['derive', 'net.yaml', '--wrt', 'w']);
  return { code, text: write.mock.calls.map(([text]) => String(text)).join('') };
};

test.each([
  ['an unsound proof', new UnsoundError('the kernel refuses a proof that was found: no')],
  ['an unexpected error', new TypeError('x is not a function')],
  ['something thrown that is no error', 'oops'],
])('%s is a bug of ours: 70, one line, how to report it, no stack trace', async (_what, error) => {
  const { code, text } = await runWith(error);
  expect(code).toBe(70);
  expect(text).toMatch(/^internal error: .+\n {2}This is a bug in backproof: please report it.*\n$/);
});

test('BACKPROOF_DEBUG shows where a bug is', async () => {
  vi.stubEnv('BACKPROOF_DEBUG', '1');
  const { text } = await runWith(new TypeError('x is not a function'));
  expect(text).toMatch(/^ {4}at /m);
});
