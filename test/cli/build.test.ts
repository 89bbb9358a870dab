import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { backproof, emptyFolder, networkFile } from './command.ts';

const frontMatter = '---\ntitle: One weight\nnetwork: ./net.yaml\nlocale: en\n---\n';

/** A folder with a network and a template that derives one gradient. */
function folderWith(directive: string): string {
  const folder = emptyFolder();
  mkdirSync(join(folder, 'templates'));
  writeFileSync(join(folder, 'templates', 'net.yaml'), readFileSync(networkFile('two-two-two')));
  writeFileSync(
    join(folder, 'templates', 'lesson.md'),
    `${frontMatter}\nThe target is \`=y1\`.\n\n${directive}\n`,
  );
  return folder;
}

test('writes documents and says what it wrote', () => {
  const folder = folderWith('::derive{of=E wrt=w5}');
  const { status, stdout, stderr } = backproof(['build'], { cwd: folder });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/^document +language +equations +theorems checked\n/);
  expect(stdout).toMatch(/out\/lesson\.md +en +\d+ +\d+\n/);
  expect(readdirSync(join(folder, 'out'))).toEqual(['lesson.md']);
  expect(readFileSync(join(folder, 'out', 'lesson.md'), 'utf8')).toContain('0.08216704');
});

test('a template with a mistake is not written, and the mistake has a place', () => {
  const folder = folderWith('::derive{of=E wrt=w55}');
  const { status, stdout, stderr } = backproof(['build', 'templates', '--out', 'made'], { cwd: folder });
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/^templates\/lesson\.md:\d+:\d+ .*w55/);
  expect(stderr).toMatch(/1 template was not written\n$/);
  expect(existsSync(join(folder, 'made'))).toBe(false);
});

test('writes every format that is asked for', () => {
  const folder = folderWith('::derive{of=E wrt=w5}');
  const { status, stderr } = backproof(['build', '--format', 'md,html,tex'], { cwd: folder });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(readdirSync(join(folder, 'out')).sort()).toEqual(['lesson.html', 'lesson.md', 'lesson.tex']);
  expect(readFileSync(join(folder, 'out', 'lesson.html'), 'utf8')).toContain('<title>One weight</title>');
});

test('two templates for one file are a mistake of the user', () => {
  const folder = folderWith('::derive{of=E wrt=w5}');
  mkdirSync(join(folder, 'more'));
  writeFileSync(
    join(folder, 'more', 'lesson.md'),
    readFileSync(join(folder, 'templates', 'lesson.md'), 'utf8'),
  );
  const { status, stdout, stderr } = backproof(['build', 'templates', 'more'], { cwd: folder });
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/^more\/lesson\.md:1:1 templates\/lesson\.md and this template .* one file/);
});

test('a folder without templates is a mistake', () => {
  const folder = emptyFolder();
  mkdirSync(join(folder, 'templates'));
  expect(backproof(['build'], { cwd: folder })).toEqual({
    status: 2,
    stdout: '',
    stderr: 'error: no templates to build in templates\n',
  });
});
