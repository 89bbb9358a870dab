import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Locale, locales } from '../../src/document/index.ts';
import { messages } from '../../src/document/messages.ts';

const folder = new URL('../../src/document/locales/', import.meta.url);
const source = (name: string): string => readFileSync(new URL(`${name}.ftl`, folder), 'utf8');

/** The messages of a file: id, text, arguments. */
function entries(name: string): { id: string; text: string; args: string[] }[] {
  return source(name)
    .split(/\n(?=[a-z])/)
    .filter((entry) => /^[a-z]/.test(entry))
    .map((entry) => {
      const [, id = '', body = ''] = /^([a-z-]+) *= *([\s\S]*?)(?:\n#|\n*$)/.exec(entry) ?? [];
      return {
        id,
        text: body,
        args: [...new Set([...entry.matchAll(/\$([a-z]+)/g)].map((match) => match[1] as string))],
      };
    });
}

test('every .ftl file is a locale and every locale a file', () => {
  expect(readdirSync(folder).sort()).toEqual(locales.map((name) => `${name}.ftl`).sort());
});

describe.each(locales)('%s', (name) => {
  test('says exactly the messages of the list', () => {
    expect(
      entries(name)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(Object.keys(messages).sort());
  });

  test('uses no argument that a message is not given', () => {
    const given: Readonly<Record<string, readonly string[]>> = messages;
    const extra = entries(name).flatMap(({ id, args }) =>
      args.filter((arg) => !given[id]?.includes(arg)).map((arg) => `${id}: ${arg}`),
    );
    expect(extra).toEqual([]);
  });

  test('drops no argument but a count', () => {
    const given: Readonly<Record<string, readonly string[]>> = messages;
    const optional = ['count', 'goal'];
    const dropped = entries(name).flatMap(({ id, args }) =>
      (given[id] ?? [])
        .filter((arg) => !args.includes(arg) && !optional.includes(arg))
        .map((arg) => `${id}: ${arg}`),
    );
    expect(dropped).toEqual([]);
  });

  test('keeps TeX and markup out of messages', () => {
    expect(
      entries(name).filter(
        ({ text }) =>
          /[\\$`_](?![a-z]+ (?:->|\}))/.test(text.replace(/\{ \$[a-z]+/g, '')) ||
          /[<>|]/.test(text.replaceAll('->', '')),
      ),
    ).toEqual([]);
  });
});

describe('zh', () => {
  const han = '[\\u4e00-\\u9fff]';
  const bodies = entries('zh').map(({ id, text }) => [id, text.replace(/\{ \$[a-z]+ \}/g, '§')] as const);

  test.each([
    '后向传播',
    '向前传递',
    '链规则',
    '偏微分',
    '倾斜',
    '渐变',
    '净值',
    '激活功能',
    '损耗函数',
    '重量',
    '偏差',
    '偏见',
    '隐含层',
    '学习速度',
    '梯度下滑',
    '点乘',
    '点积',
    '换位',
    '横熵',
    '目标函数',
    '中央差异',
    '您',
  ])('does not say %s', (term) => expect(bodies.filter(([, body]) => body.includes(term))).toEqual([]));

  test('calls δ 误差项, never 误差 alone', () => {
    expect(bodies.filter(([, body]) => /(?<!差分|相对)误差(?!项)/.test(body))).toEqual([]);
  });

  test.each([
    ['half-width marks beside Chinese', new RegExp(`${han}[,;:?!]|[,;:?!]${han}`)],
    ['a space beside a full-width mark', / [，。；：？（）“”、]|[，。；：？（）“”、] /],
    ['no space between Chinese and Latin or digits', new RegExp(`${han}[A-Za-z0-9(]|[A-Za-z0-9)]${han}`)],
    ['a half-width full stop', new RegExp(`${han}\\.`)],
    ['italics', /(?<!\*)\*(?!\*)(?!other)|_/],
    ['a mark after a run-in head', /\*\*[^*]*[。：，]\*\*|\*\*[，。：]/],
  ] as const)('has nowhere %s', (_name, pattern) => {
    expect(
      bodies
        .map(([id, body]) => [id, body.replace(/\*?\[\w+\]|§ ->|\{ \$\w+ ->/g, '')] as const)
        .filter(([, body]) => pattern.test(body))
        .map(([id, body]) => `${id}: ${body}`),
    ).toEqual([]);
  });
});

describe('Locale', () => {
  const [zh, en] = [new Locale('zh'), new Locale('en')];
  const math = (value: string) => ({ type: 'inlineMath' as const, value });

  test('splices formulas into sentences', () => {
    expect(en.say('gradient-heading', { parameter: math('w_{1}') })).toEqual([
      { type: 'text', value: 'The gradient of ' },
      math('w_{1}'),
    ]);
    expect(en.say('numbers', { arithmetic: math('{1}') })[0]).toEqual({
      type: 'strong',
      children: [{ type: 'text', value: 'Numbers.' }],
    });
  });

  test('sets spaces in Chinese', () => {
    const list = zh.list([[math('a')], [math('b')], [{ type: 'text', value: 'c' }]], 'and');
    expect(list).toEqual([
      math('a'),
      { type: 'text', value: '、 ' },
      math('b'),
      { type: 'text', value: ' 与 c' },
    ]);
    expect(zh.say('reason-equation', { equation: [{ type: 'text', value: '式 (7)' }] })).toEqual([
      { type: 'text', value: '见式 (7)' },
    ]);
  });

  test('lists in English', () => {
    const item = (value: string) => [{ type: 'text' as const, value }];
    expect(
      en
        .list([item('a'), item('b'), item('c')], 'and')
        .map((node) => ('value' in node ? node.value : ''))
        .join(''),
    ).toBe('a, b and c');
    expect(en.list([item('a')], 'and')).toEqual(item('a'));
  });

  test('chooses plurals', () => {
    expect(en.text('role-input', 1)).toBe('input');
    expect(en.text('role-input', 2)).toBe('inputs');
  });
});
