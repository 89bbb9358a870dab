import { describe, expect, test } from 'vitest';
import { writeMarkdown } from '../../src/document/index.ts';
import { expand, lesson, markdown } from './expand.ts';

const chinese = 'locale: zh';

describe('values in running text', () => {
  test.each([
    ['`=x` and `=y2`', '0.5 and 1'],
    ['`= x `', '0.5'],
    ['`=x*v + b`', '0.5'],
    ['`=E digits=3`', '0.333'],
    ['`=dE/dw2 digits=4`', '−0.08903'],
    ['`=dE/dx digits=2`', '0.027'],
    ['`=dnet_1/dy1`', '0'],
    ['`=w1 after=1 digits=4`', '0.3569'],
    ['`=x/10^9`', '$5\\times10^{-10}$'],
    ['`\\=E`', '`=E`'],
    ['`E`', '`E`'],
    ['At 10:30, $w_1=\\val{w1}$.', 'At 10:30, $w_1=0.4$.'],
    // A negative number keeps its sign apart from what stands before it.
    ['$w\\times\\val{w2}$', ['$w\\times', '{-0.6}$'].join('')],
    ['$\\val{E digits=3}$', '$0.333$'],
    ['$$E=\\val{E digits=3}$$', '```math\nE=0.333\n```'],
    ['$$\nE=\\val{E digits=3}\n$$', '```math\nE=0.333\n```'],
    ['**`=x`**, [`=x`](#there)', '**0.5**, [0.5](#there)'],
  ])('%s → %s', (written, shown) => expect(markdown(written)).toBe(shown));

  test('may use what gradient descent learns', () => {
    expect(markdown('`=b after=3`', 'locale: en\nlearn: w1 w2')).toBe('0.1');
    expect(markdown('`=b after=3`', 'locale: en\nlearn: [b]')).not.toBe('0.1');
  });
});

describe('references', () => {
  test.each([
    ['By [](#dE-dw1) it is.', 'locale: en', 'By [(2)](#dE-dw1) it is.'],
    ['由 [](#dE-dw1) 得，见 [](#dE-dw1)。', chinese, '由式 [(2)](#dE-dw1) 得，见式 [(2)](#dE-dw1)。'],
  ])('%s', (written, head, shown) => {
    // Before and after the equation.
    const text = markdown(`${written}\n\n::derive{wrt=w1}\n\n${written}`, head);
    expect(text.split('\n')[0]).toBe(shown);
    expect(text.split('\n').at(-1)).toBe(shown);
  });

  test('have the same numbers in every language and at every detail', () => {
    const body = '::derive{wrt="w1 v" id="a b"}\n\n::derive{wrt=w2 like=w1}\n\n::derive{wrt=b}';
    const { ids } = expand(lesson(body));
    expect([...ids].filter(([id]) => !id.startsWith('eq-')).map(([id]) => id)).toEqual([
      'a',
      'b',
      'dE-dw2',
      'dE-db',
    ]);
    expect(expand(lesson(body, chinese)).ids).toEqual(ids);
  });
});

describe('directives', () => {
  test('derive nothing twice', () => {
    const once = expand(lesson('::derive{wrt=v}\n\n::derive{wrt=b}'));
    const checked = expand(lesson('::derive{wrt=v}\n\n::derive{wrt=b}\n\n::check{wrt="v b"}'));
    expect(checked.checked).toBe(once.checked);
  });

  test('put derivations one heading below', () => {
    expect(markdown('## A\n\n::derive{wrt=w1}')).toContain('\n### The gradient of $w_1$');
    expect(markdown('#### A\n\n::derive{wrt=w1}')).toContain('\n##### The gradient of $w_1$');
    expect(markdown('## A\n\n::derive{wrt=w1 detail=brief}')).not.toContain('###');
    expect(markdown('## A\n\n::derive{wrt=w1 heading=no}')).not.toContain('###');
  });

  test('end each derivation in a check, unless there is a table of checks', () => {
    expect(markdown('::derive{wrt=w1}')).toContain('**Check.**');
    expect(markdown('::derive{wrt=w1 check=no}')).not.toContain('**Check.**');
    expect(markdown('::derive{wrt=w1}\n\n::check{wrt=w1}')).not.toContain('**Check.**');
  });

  test('show the parts asked for, in this order', () => {
    expect(markdown('::network{show=symbols}')).not.toContain('```math');
    expect(markdown('::network{show="symbols equations"}')).toMatch(/^\| Symbol[\s\S]*```math/);
    expect(markdown('::forward{numbers=no}')).not.toContain('0.8');
    expect(markdown('::forward')).toContain('0.8');
  });

  test('update from the old values all at once', () => {
    const rows = markdown('::update{wrt="w1 w2" steps=2}')
      .split('\n')
      .filter((line) => line.startsWith('| $w'));
    const cells = rows.map((row) => row.split('|').map((cell) => cell.trim()));
    expect(cells.map((row) => row[1])).toEqual(['$w_1$', '$w_2$', '$w_1$', '$w_2$']);
    // The second step begins where the first ended.
    expect(cells.slice(2).map((row) => row[3])).toEqual(cells.slice(0, 2).map((row) => row[4]));
  });

  test('train through powers of ten', () => {
    const text = markdown('::train{steps=250 show="loss out_1"}');
    const steps = text
      .split('\n')
      .filter((line) => /^\| \d/.test(line))
      .map((line) => line.split('|')[1]?.trim());
    expect(steps).toEqual(['0', '1', '10', '100', '250']);
    expect(text).toContain('| Step | $E$ |');
  });

  const quartic = (rate: number, locale = 'en'): string => `---
title: T
locale: ${locale}
network:
  inputs: { x: 1 }
  parameters: { w: 2 }
  equations: { E: (w*x)^4 }
  loss: E
  learning_rate: ${rate}
---
::train{steps=1}

::train{steps=100}`;

  test('say where gradient descent diverges, or rises, and which rate would not', () => {
    const diverged = JSON.stringify(expand(quartic(10)).root);
    expect(diverged).toMatch(/diverges: after step/);
    expect(diverged).toContain(
      'The learning rate is probably too large: at 0.1 the first step lowers the loss.',
    );
    expect(diverged).toContain('The loss has risen.');
    expect(JSON.stringify(expand(quartic(10, 'zh')).root)).toMatch(
      /损失反而增大了。.*学习率可能过大：取 0.1 时/,
    );
    expect(JSON.stringify(expand(quartic(0.01)).root)).not.toMatch(/risen|diverges|too large/);
  });

  test('hide answers behind a fold', () => {
    const text = markdown(
      ':::exercise{title="Yours"}\nFind $\\val{x}$.\n\n::answer{wrt=b}\n:::\n\nBy [](#dE-db).',
    );
    expect(text).toMatch(
      /^\*\*Exercise\.\*\* Yours\n\nFind \$0\.5\$\.\n\n<details>\n<summary>Show the answer<\/summary>\n\n/,
    );
    expect(text).toContain('\n\n</details>\n\nBy [(');
    expect(text).not.toContain('###');
  });

  test('prove the slope of a function in the numbers of the document', () => {
    const { ids, equations } = expand(
      lesson('::derive{wrt=w1}\n\n::slope{function=tanh}\n\n::derive{wrt=w2}'),
    );
    expect(ids.get('slope-tanh')).toBeGreaterThan(ids.get('dE-dw1') as number);
    expect(ids.get('dE-dw2')).toBe(equations);
  });
});

describe('Chinese', () => {
  test.each([
    ['第一行，\n第二行', '第一行，第二行'],
    ['权重\n$w_1$', '权重 $w_1$'],
    ['偏大，$w_1$减小', '偏大， $w_1$ 减小'],
    ['共`=x`个', '共 0.5 个'],
    ['**权重**`=x`', '**权重** 0.5'],
  ])('%j is set as %s', (written, shown) =>
    expect(markdown(written, chinese).replace('\n', ' ').replace('  ', ' ')).toBe(shown),
  );
});

describe('a network', () => {
  test('may stand in the front matter', () => {
    const inline =
      'network:\n  inputs: { x: 3 }\n  parameters: { w: 2 }\n  equations:\n    C: (w*x)^2\n  loss: C\n';
    const text = `---\ntitle: T\nlocale: en\n${inline}---\n`;
    expect(writeMarkdown(expand(`${text}So \`=C\`.`).root)).toBe('# T\n\nSo 36.\n');
  });

  test('has error terms whose LaTeX the front matter may choose', () => {
    const head = 'locale: en\nlatex: { delta_h: "\\\\delta", net_h: z }';
    expect(markdown('::derive{wrt=v}', head)).toContain('\\underbrace');
    expect(markdown('::derive{wrt=v}', head)).toMatch(/_\{\\delta\}/);
  });
});
