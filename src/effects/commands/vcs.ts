import type { ShellWord } from '../../shell/types.js';
import { readArgs } from '../args.js';
import { effects } from '../effects.js';
import type { CommandContext, CommandModel, CommandTable } from '../types.js';
import { family, names, program } from './family.js';
import type { CallModel } from './family.js';
import { at, here, targetIn, targetOf, writesTo } from './target.js';
import type { Target } from './target.js';

const CLONE = names(`
  -b --branch --depth -c --config -o --origin --reference --template -u --upload-pack -j --jobs --shallow-since
  --shallow-exclude --separate-git-dir --filter --server-option --bundle-uri
`);
const READS = new Set(
  names(`
    rev-parse log describe show status diff ls-remote ls-files ls-tree cat-file rev-list blame grep shortlog name-rev
    symbolic-ref show-ref for-each-ref merge-base version help check-ignore var count-objects verify-commit verify-tag
    check-attr diff-index diff-tree
  `),
);
const WORK_TREE = new Set(
  names(`
    checkout switch reset submodule pull merge apply am rebase cherry-pick revert stash restore clean read-tree
    checkout-index rm mv sparse-checkout lfs crypt subtree
  `),
);
const REPOSITORY = new Set(
  names(
    'fetch add commit tag branch remote gc prune repack update-index update-ref notes config init worktree',
  ),
);

/** The directory that a clone makes when none is named: the last part of the URL without `.git`. */
function cloneName(url: ShellWord): string | null {
  const text = url.value ?? /[/:]([^/:$`"']+?)["']?$/.exec(url.text)?.[0] ?? null;
  if (text === null) return null;
  return (
    text
      .replace(/["']/g, '')
      .replace(/\/+$/, '')
      .replace(/\/?\.git$/, '')
      .split(/[/:]/)
      .at(-1) || null
  );
}

function cloned(
  model: string,
  argv: readonly ShellWord[],
  valued: readonly string[],
  base: Target,
  context: CommandContext,
): ReturnType<CommandModel> {
  const args = readArgs(argv, valued);
  const [url, directory] = args.positionals;
  if (!url) return null;
  const bare = args.has('--bare', '--mirror') ? '.git' : '';
  const name = cloneName(url);
  const target = directory
    ? targetOf(directory, context, base.path)
    : targetIn(base, name === null ? null : name + bare);
  return writesTo(model, [target], {
    tree: true,
    network: true,
    because: 'it clones to a place that is not known',
  });
}

function configured(
  argv: readonly ShellWord[],
  base: Target,
  context: CommandContext,
): ReturnType<CommandModel> {
  const args = readArgs(argv, names('-f --file --get --get-all --get-regexp --type --default'));
  if (args.has('--get', '--get-all', '--get-regexp', '-l', '--list'))
    return effects('git config', { replayable: true });
  const file = args.options.get('-f') ?? args.options.get('--file');
  if (file) return writesTo('git config', [targetOf(file, context)], { role: 'config', replayable: true });
  if (args.has('--system'))
    return writesTo('git config', [at('/etc/gitconfig')], { role: 'config', replayable: true });
  if (args.has('--global')) {
    return writesTo('git config', [targetIn(at(context.home), '.gitconfig')], {
      role: 'config',
      replayable: true,
    });
  }
  return writesTo('git config', [targetIn(base, '.git/config')], { role: 'source' });
}

const git: CommandModel = (argv, context) => {
  let base: Target = here(context);
  let i = 1;
  for (; i < argv.length; i++) {
    const word = argv[i];
    if (!word) break;
    const text = word.value;
    if (text === '-C' || text === '--work-tree') base = targetOf(argv[++i], context, base.path);
    else if (text?.startsWith('--work-tree=')) base = targetOf({ ...word, value: text.slice(12) }, context);
    else if (text === '-c' || text === '--git-dir' || text === '--namespace') i++;
    else if (!text?.startsWith('-')) break;
    else if (text === '--version' || text === '--help') return effects('git --version', { replayable: true });
  }
  const sub = argv[i]?.value;
  if (sub === undefined || sub === null) return null;
  const rest = argv.slice(i);
  const model = `git ${sub}`;
  if (READS.has(sub)) return effects(model, { replayable: true, network: sub === 'ls-remote' });
  if (sub === 'clone') return cloned(model, rest, CLONE, base, context);
  if (sub === 'config') return configured(rest, base, context);
  if (sub === 'lfs' && rest[1]?.value === 'install') {
    const system = rest.some((word) => word.value === '--system');
    const file = system ? at('/etc/gitconfig') : targetIn(at(context.home), '.gitconfig');
    return writesTo('git lfs install', [file], { role: 'config', replayable: true });
  }
  if (sub === 'archive') {
    const output = readArgs(rest, names('-o --output --format --prefix --remote')).options;
    const file = output.get('-o') ?? output.get('--output');
    return file ? writesTo(model, [targetOf(file, context, base.path)]) : effects(model);
  }
  if (sub === 'init') {
    const directory = readArgs(rest, names('-b --initial-branch --template --separate-git-dir'))
      .positionals[0];
    return writesTo(model, [directory ? targetOf(directory, context, base.path) : targetIn(base, '.git')], {
      tree: true,
      role: 'source',
    });
  }
  if (WORK_TREE.has(sub)) {
    return writesTo(model, [{ ...base, tree: true }], {
      role: 'source',
      network: /submodule|pull|lfs/.test(sub),
    });
  }
  if (REPOSITORY.has(sub)) {
    return writesTo(model, [targetIn(base, '.git')], {
      tree: true,
      role: 'source',
      network: /fetch|remote/.test(sub),
    });
  }
  return null;
};

const svn: CallModel = ({ args, argv, context }) => {
  const [sub, url, directory] = args.positionals;
  const name = sub?.value ?? '';
  if (/^(?:info|list|ls|log|status|cat)$/.test(name)) return effects(`svn ${name}`, { network: true });
  if (/^(?:up|update|switch|revert)$/.test(name)) {
    return writesTo(`svn ${name}`, [here(context)], { role: 'source', network: true });
  }
  if (!/^(?:co|checkout|export)$/.test(name) || !url) return null;
  const target = directory ? targetOf(directory, context) : targetIn(here(context), cloneName(url));
  return writesTo(`svn ${name}`, [target], { tree: true, network: argv.length > 0 });
};

const hg: CommandModel = (argv, context) => {
  const sub = argv[1]?.value;
  if (sub === 'clone')
    return cloned(
      'hg clone',
      argv.slice(1),
      names('-r --rev -b --branch -u --updaterev'),
      here(context),
      context,
    );
  if (sub === 'update' || sub === 'up' || sub === 'pull') {
    return writesTo(`hg ${sub}`, [here(context)], { role: 'source', network: sub === 'pull' });
  }
  return sub === 'id' || sub === 'log' || sub === '--version'
    ? effects(`hg ${sub}`, { replayable: true })
    : null;
};

/** Version control: clones write a directory of their own, other commands the work tree around the current one. */
export const vcs: CommandTable = family({
  git,
  svn: program(names('-r --revision --username --password --depth'), svn),
  hg,
});
