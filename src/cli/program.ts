/** The command line: which commands there are, and what becomes of an error. What each command does is a file of its own, read when it runs. */
import { Command, CommanderError } from 'commander';
import manifest from '../../package.json' with { type: 'json' };
import { houseNames } from '../latex/houses/index.ts';
import { InputError, printable } from '../source/index.ts';
import type { BuildOptions } from './build.ts';
import type { CheckOptions } from './check.ts';
import type { DeriveOptions } from './deriveOptions.ts';
import { type ExitCode, exitCodes, Failure } from './failure.ts';
import { digits, listOf, listOfNames, oneOf, path, seed } from './options.ts';
import { writeDiagnostic, writeError, writeOut } from './output.ts';
import type { VerifyOptions } from './verify.ts';

const languages = ['zh', 'en'] as const;

/** The program, its commands handing their exit code to `done`. */
function programOf(done: (code: ExitCode) => void): Command {
  const program = new Command('backproof')
    .description('Turns a network into worked, checked proofs of its gradients.')
    .version(manifest.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print help for a command')
    .exitOverride()
    .configureOutput({
      writeOut,
      writeErr: (text) => writeError(text),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .addHelpText(
      'after',
      '\nExample:\n  backproof derive net.yaml --wrt w5\n\nExit codes: 0 done, 1 the thing checked is wrong, 2 usage or bad input, 70 a bug of ours.',
    );
  addDerive(program, done);
  addVerify(program, done);
  addCheck(program, done);
  addBuild(program, done);
  return program;
}

function addDerive(program: Command, done: (code: ExitCode) => void): void {
  program
    .command('derive')
    .summary('write a worked derivation of one gradient or several')
    .description('Writes a worked derivation of ∂E/∂w, every step of it accepted by the kernel.')
    .argument('<network>', 'network file, or - for standard input')
    .option('--wrt <quantities>', 'with respect to what, one name or several: w5 or w5,w6', listOfNames)
    .option('--of <quantity>', 'derivative of what (default: the loss)')
    .option(
      '--notation <notation>',
      'scalar, index or matrix (default: as the network is written)',
      oneOf('scalar', 'index', 'matrix'),
    )
    .option('--recursion', 'with the backward pass by which a family is computed, proved by induction')
    .option(
      '--through <quantity>',
      'with the error terms of a sum of which the loss is a multiple, as in dW = (1/m) dZ Aᵀ',
    )
    .option('--house <style>', `notation of a textbook: ${houseNames.join(', ')}`, oneOf(...houseNames))
    .option('--detail <detail>', 'brief, standard or full', oneOf('brief', 'standard', 'full'), 'standard')
    .option('--format <format>', 'md, html, tex or json', oneOf('md', 'html', 'tex', 'json'), 'md')
    .option('--locale <locale>', 'zh or en', oneOf(...languages), 'en')
    .option('--digits <n>', 'significant digits of printed numbers', digits, 7)
    .option('-o, --output <file>', 'write to a file instead of standard output', path)
    .addHelpText(
      'after',
      '\nExamples:\n  backproof derive net.yaml --wrt w5\n  backproof derive layers.yaml --wrt "z[l,j],w" --house qiu --locale zh\n  backproof derive layers.yaml --wrt z --recursion\n  backproof derive samples.yaml --wrt w,b --through S --house ng\n  backproof derive net.yaml --wrt w5,w6 --locale zh --detail full -o w5.md\n  backproof derive net.yaml --wrt w1 --format html -o w1.html\n  backproof derive net.yaml --wrt w1 --format json | backproof check -',
    )
    .action(async (file: string, options: DeriveOptions) => {
      const { derive } = await import('./derive.ts');
      done(await derive(file, options));
    });
}

function addVerify(program: Command, done: (code: ExitCode) => void): void {
  program
    .command('verify')
    .summary('check every gradient against numbers')
    .description(
      'Derives the gradient of every parameter, checks each proof again, and compares its value with central differences and with a second opinion: the complex step, or dual numbers where a function is not analytic. A network with indices or matrices is tested entry by entry at its sizes and values; what the file does not give is drawn. What could not be confirmed (a kink, an ill-conditioned difference, an overflow, a missing value) is not a success: the exit code is 1.',
    )
    .argument('<network>', 'network file, or - for standard input')
    .option('--of <quantity>', 'derivative of what (default: the loss)')
    .option('--digits <n>', 'significant digits of printed numbers', digits, 10)
    .option('--seed <n>', 'where drawn sizes and values begin', seed, 1)
    .addHelpText('after', '\nExample:\n  backproof verify net.yaml')
    .action(async (file: string, options: VerifyOptions) => {
      const { verify } = await import('./verify.ts');
      done(await verify(file, options));
    });
}

function addCheck(program: Command, done: (code: ExitCode) => void): void {
  program
    .command('check')
    .summary('run the kernel on an exported derivation')
    .description(
      'Runs the kernel alone on a derivation exported by derive --format json, and prints what was proved about which equations. What the file sums up must be what its theorems say. A file can bring equations of its own: with --network they must be those of your network.',
    )
    .argument('<derivation>', 'JSON file, or - for standard input')
    .option('--network <file>', 'network whose equations the derivation must be about')
    .addHelpText('after', '\nExample:\n  backproof check w5.json --network net.yaml')
    .action(async (file: string, options: CheckOptions) => {
      const { check } = await import('./check.ts');
      done(await check(file, options));
    });
}

function addBuild(program: Command, done: (code: ExitCode) => void): void {
  program
    .command('build')
    .summary('expand templates into documents')
    .description('Expands Markdown templates, every equation of them proved and checked.')
    .argument('[templates...]', 'template files or folders (default: templates)')
    .option('--out <folder>', 'where documents go', path, 'out')
    .option('--format <formats>', 'md, html, tex, or several: md,html', listOf('md', 'html', 'tex'), ['md'])
    .option('--locale <locales>', 'zh, en or zh,en (default: what each template says)', listOf(...languages))
    .addHelpText(
      'after',
      '\nExamples:\n  backproof build templates --out out\n  backproof build lesson.en.md --format md,html,tex',
    )
    .action(async (paths: readonly string[], options: BuildOptions) => {
      const { build } = await import('./build.ts');
      done(await build(paths.length === 0 ? ['templates'] : paths, options));
    });
}

/** Runs the command; its exit code. */
export async function run(args: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = exitCodes.done;
  const program = programOf((result) => {
    code = result;
  });
  try {
    if (args.length === 0) {
      program.outputHelp({ error: true });
      return exitCodes.input;
    }
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    return explain(error);
  }
}

/** Says what went wrong; the exit code for it. */
function explain(error: unknown): ExitCode {
  // commander has printed its message, or the help that was asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.input;
  if (error instanceof Failure) {
    writeError(`error: ${printable(error.message)}\n`);
    if (error.hint !== undefined) writeError(`  ${printable(error.hint)}\n`);
    return error.code;
  }
  if (error instanceof InputError) {
    for (const each of error.diagnostics) writeDiagnostic(each);
    return exitCodes.input;
  }
  const message = error instanceof Error ? error.message : String(error);
  writeError(`internal error: ${printable(message.split('\n', 1)[0] ?? '')}\n`);
  writeError(
    '  This is a bug in backproof: please report it with this message, the command and its input. BACKPROOF_DEBUG=1 shows where it happened.\n',
  );
  if (process.env.BACKPROOF_DEBUG && error instanceof Error) writeError(`${error.stack}\n`);
  return exitCodes.bug;
}
