import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { marked } from 'marked';

const out = 'build';
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
cpSync('public', out, { recursive: true });
for (const name of readdirSync('pages')) {
  const body = marked.parse(readFileSync(`pages/${name}`, 'utf8'));
  const html = `<!doctype html>\n<link rel="stylesheet" href="/style.css">\n<main>\n${body}</main>\n`;
  writeFileSync(`${out}/${name.replace(/\.md$/, '.html')}`, html);
}
