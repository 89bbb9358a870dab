// Every mistake in a template has its exact place, and what to do about it.
import { describe, expect, test } from 'vitest';
import { expand, hints, lesson, mistakes } from './expand.ts';

type Row = readonly [template: string, mistake: string, hint?: string];

/** The body begins in line 6. */
const inBody: readonly Row[] = [
  ['::dervie{wrt=v}', '6:1 unknown directive dervie', 'did you mean derive?'],
  [
    '::plot',
    '6:1 unknown directive plot',
    'directives: network, forward, derive, theorem, instance, recursion, descent, slope, update, train, check, exercise, answer',
  ],
  ['::derive{wrt=v detial=full}', '6:16 unknown attribute detial', 'did you mean detail?'],
  ['::check{plot=yes}', '6:9 unknown attribute plot', 'check takes of, wrt'],
  ['::derive{of=E}', '6:1 derive lacks wrt=', 'expected symbols with spaces between'],
  ['::derive{wrt}', '6:10 expected at least one symbol'],
  ['::derive{wrt="v ww1"}', '6:17 unknown symbol ww1', 'did you mean w1?'],
  ['::derive{wrt="v w1 v"}', '6:20 v is named twice'],
  ['::derive{wrt=v of=EE}', '6:19 unknown symbol EE', 'did you mean E?'],
  ['::derive{wrt=v of="E x"}', '6:20 expected one symbol, not 2'],
  ['::derive{wrt=v detail=ful}', '6:23 unknown value ful', 'did you mean full?'],
  ['::derive{wrt=v id="a b"}', '6:20 2 ids for 1 derivatives'],
  ['::derive{wrt=v id="a\\b"}', '6:20 a\\b is no id', 'ids have letters, digits and - . _ : only'],
  ['::derive{wrt="v b" id="a a"}', '6:26 the id a is used twice'],
  [
    '::derive{wrt=w1}\n\n::derive{wrt=w1}',
    '8:14 the derivative of E by w1 is in this document already',
    'refer to it by its id: [](#dE-dw1)',
  ],
  ['::derive{wrt=w2 like=w1}', '6:22 the derivative of E by w1 is not derived before this line'],
  [
    '::derive{wrt=w1}\n\n::derive{wrt=v like=w1}',
    '8:14 the derivative by v is not the one by w1 with its symbols renamed',
    'derive it on its own, without like=',
  ],
  ['::network{show="equations sketch"}', '6:27 unknown value sketch', 'one of equations, symbols'],
  ['::network{show=""}', '6:17 expected some of equations, symbols'],
  ['::forward{numbers=maybe}', '6:19 unknown value maybe', 'one of yes, no'],
  ['::update{wrt=x}', '6:14 x is no parameter', 'parameters: v, w1, w2, b'],
  ['::update{steps=0}', '6:16 expected a whole number from 1 to 10, not 0'],
  ['::update{steps=1e3}', '6:16 expected a whole number from 1 to 10, not 1e3'],
  ['::train', '6:1 train lacks steps=', 'expected a whole number from 1 to 1000000'],
  ['::train{steps=5 show="loss q"}', '6:28 unknown symbol q'],
  ['::slope{function=sigmiod}', '6:18 unknown value sigmiod', 'did you mean sigmoid?'],
  ['::answer{wrt=v}', '6:1 answer stands only inside exercise'],
  [':::exercise{title=A}\n::answer\n:::', '7:1 answer takes either wrt= or function='],
  [':::exercise{title=A}\n::answer{wrt=v function=tanh}\n:::', '7:1 answer takes either wrt= or function='],
  [':::exercise{title=A}\nFind it.', '6:1 this exercise is never closed', 'end it with ::: alone in a line'],
  [':::exercise[A]\nFind it.\n:::', '6:1 exercise takes no text in brackets', 'write :::exercise{…} … :::'],
  ['::exercise{title=A}', '6:1 exercise is written otherwise', 'write :::exercise{…} … :::'],
  [':::derive{wrt=v}\n:::', '6:1 derive is written otherwise', 'write ::derive{…}'],
  [
    '- one\n\n  ::network',
    '8:3 a directive does not stand in lists or quotations',
    'begin it at the left margin',
  ],
  // What the parser takes for prose.
  [
    '::derive{wrt=w_{1}}',
    '6:1 this line is not a directive derive as it is written',
    'close the braces, and put values with spaces or braces in quotes: wrt="w6 w7"',
  ],
  [
    'Text.\n::derive{wrt=w1',
    '7:1 this line is not a directive derive as it is written',
    'close the braces, and put values with spaces or braces in quotes: wrt="w6 w7"',
  ],
  [
    '::derive{wrt=w1} and more',
    '6:1 this line is not a directive derive as it is written',
    'close the braces, and put values with spaces or braces in quotes: wrt="w6 w7"',
  ],
  [
    ':derive{wrt=w1}',
    '6:1 this line is not a directive derive as it is written',
    'write ::derive{…}, alone in its line',
  ],
  // Values.
  ['The loss is `=EE`.', '6:15 unknown symbol EE', 'did you mean E?'],
  ['Twice `=2 * q`.', '6:13 unknown symbol q'],
  ['So `=w1 +`.', '6:10 expected a number, a name or ( after +'],
  ['So `=w1 after=x`.', '6:15 expected a whole number from 1 to 1000000, not x'],
  ['So `=w1 befor=1`.', '6:9 unknown option befor', 'after= or digits='],
  ['So `=1/y1`.', '6:6 1/y1 has no finite value here'],
  ['So $\\val{q}$.', '6:10 unknown symbol q'],
  ['So $E=\\val E$.', '6:7 expected a symbol in braces after \\val', 'for instance \\val{E}'],
  ['> $$\n> \\val{E}+\n> \\val{qq}\n> $$', '8:8 unknown symbol qq'],
  // References.
  ['By [](#dE-dv).', '6:4 no equation has the id dE-dv'],
  ['::derive{wrt=v id=here}\n\nBy [](#heer).', '8:4 no equation has the id heer', 'did you mean here?'],
];

test('a network inside the front matter lists every place of one mistake', () => {
  const text =
    '---\ntitle: T\nlocale: en\nnetwork:\n  inputs: [x]\n  equations: { z: u*x, E: z + u }\n  loss: E\n---\n';
  expect(() => expand(text)).toThrow(/^lesson\.md:6:19 unknown symbol u\n.*the same at 6:31/s);
});

describe('a mistake in the body', () => {
  test.each(inBody)('%s', (body = '', mistake = '', hint?: string) => {
    const text = lesson(body);
    expect(mistakes(text)).toEqual([`lesson.md:${mistake}`]);
    if (hint !== undefined) expect(hints(text)).toEqual([hint]);
  });

  test('does not hide another', () =>
    expect(mistakes(lesson('`=q` and `=r`\n\n::derive{wrt=s}'))).toEqual([
      'lesson.md:6:3 unknown symbol q',
      'lesson.md:6:12 unknown symbol r',
      'lesson.md:8:14 unknown symbol s',
    ]));
});

const inFront: readonly Row[] = [
  [
    '# No front matter\n',
    'lesson.md:1:1 a template begins with front matter',
    'begin with ---, title: and network:, and --- again',
  ],
  [
    '---\n- a\n---\n',
    'lesson.md:1:1 this front matter is not a map of keys',
    'keys: title, network, locale, detail, digits, learn, house, latex',
  ],
  ['---\ntitle: T\nlocale: en\n---\n', 'lesson.md:1:1 the front matter lacks network'],
  ['---\nnetwork: fork.yaml\nlocale: en\n---\n', 'lesson.md:1:1 the front matter lacks title'],
  [
    '---\ntitle: T\ntitel: T\nnetwork: fork.yaml\nlocale: en\n---\n',
    'lesson.md:3:1 unknown key titel',
    'did you mean title?',
  ],
  [
    '---\ntitle: T\ntitle: T\nnetwork: fork.yaml\nlocale: en\n---\n',
    'lesson.md:3:1 title is defined twice',
    'remove or rename one of the two',
  ],
  ['---\ntitle: [T\nnetwork: fork.yaml\n---\n', 'lesson.md:2:8 this [ is never closed'],
  [
    '---\ntitle: T\nnetwork: frok.yaml\nlocale: en\n---\n',
    'lesson.md:3:10 there is no file frok.yaml',
    'the path starts from the template',
  ],
  [
    '---\ntitle: T\nnetwork: fork.yaml\n---\n',
    'lesson.md:1:1 nothing says in which language this template is',
    'name the file lesson.en.md or lesson.zh.md, or write locale: en',
  ],
  ['---\ntitle: T\nnetwork: fork.yaml\nlocale: fr\n---\n', 'lesson.md:4:9 locale must be en or zh'],
  [
    '---\ntitle: T\nnetwork: fork.yaml\nlocale: en\ndetail: all\n---\n',
    'lesson.md:5:9 detail must be brief, standard or full',
  ],
  [
    '---\ntitle: T\nnetwork: fork.yaml\nlocale: en\ndigits: 0\n---\n',
    'lesson.md:5:9 digits must be at least 1 digit',
  ],
  [
    '---\ntitle: T\nnetwork: fork.yaml\nlocale: en\nlearn: w1 w3\n---\n',
    'lesson.md:5:11 unknown symbol w3',
    'did you mean w1?',
  ],
  [
    '---\ntitle: T\nnetwork: fork.yaml\nlocale: en\nlearn: [w1, x]\n---\n',
    'lesson.md:5:13 x is no parameter',
  ],
  [
    '---\ntitle: T\nnetwork: fork.yaml\nlocale: en\nlatex: { delta_9: d }\n---\n',
    'lesson.md:5:10 unknown symbol delta_9',
  ],
  // A network's own mistakes are told at their place in its file, or in the front matter.
  [
    '---\ntitle: T\nnetwork: broken.yaml\nlocale: en\n---\n',
    'broken.yaml:4:19 unknown symbol xx',
    'did you mean x?',
  ],
  [
    '---\ntitle: T\nnetwork:\n  parameters: [w]\n  equations:\n    C: w*v\n  loss: C\nlocale: en\n---\n',
    'lesson.md:6:10 unknown symbol v',
  ],
];

describe('a mistake in the front matter', () => {
  test.each(inFront)('%j', (text = '', mistake = '', hint?: string) => {
    expect(mistakes(text)).toEqual([expect.stringContaining(mistake)]);
    if (hint !== undefined) expect(hints(text)).toEqual([hint]);
  });

  test('is a language that is not the one of the file name', () =>
    expect(mistakes(lesson('Text.', 'locale: en'), 'zh')).toEqual([
      "lesson.md:4:9 the file's name says zh, the front matter en",
    ]));
});

describe('a network without values', () => {
  const bare = (body: string) => `---\ntitle: T\nnetwork: bare.yaml\nlocale: en\n---\n${body}`;

  test.each([
    ['`=C`', 'lesson.md:6:3 w has no value'],
    ['::forward{numbers=yes}', 'lesson.md:6:1 w has no value'],
    ['::check', 'lesson.md:6:1 w has no value'],
    ['::update', 'lesson.md:6:1 w has no value'],
    ['::train{steps=3}', 'lesson.md:6:1 gradient descent needs a learning rate'],
  ])('does not print numbers: %s', (body, mistake) => expect(mistakes(bare(body))).toEqual([mistake]));

  test('is derived all the same', () =>
    expect(expand(bare('::forward\n\n::derive{wrt=w}')).equations).toBe(2));
});
