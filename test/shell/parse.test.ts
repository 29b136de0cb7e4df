import { expect } from 'chai';
import { execScript, parseShell } from '../../src/shell/parse.js';
import type { ShellOptions } from '../../src/shell/parse.js';
import type { ShellCommand, ShellScript, SimpleCommand } from '../../src/shell/types.js';

const ENV: Readonly<Record<string, string>> = {
  HOME: '/root',
  VERSION: '1.2.3',
  PKGS: 'git curl',
  EMPTY: '',
  APP: '/app',
};

function parse(text: string, options: ShellOptions = {}): ShellScript {
  return parseShell(text, (name) => ENV[name], options);
}

function simple(command: ShellCommand | undefined): SimpleCommand {
  if (command?.type !== 'simple') throw new Error(`not simple: ${JSON.stringify(command)}`);
  return command;
}

/** argv of every simple command, in order, however deep. */
function calls(script: ShellScript): readonly (readonly (string | null)[])[] {
  const visit = (command: ShellCommand): readonly (readonly (string | null)[])[] => {
    if (command.type === 'opaque') return [['OPAQUE']];
    if (command.type === 'compound') return command.commands.flatMap(visit);
    return [...(command.substitutions ?? []).flatMap(visit), command.argv.map((word) => word.value)];
  };
  return script.units.flatMap((unit) => visit(unit.command));
}

const values = (text: string, options: ShellOptions = {}) => calls(parse(text, options))[0];
const state = (text: string) => parse(text).units.map((unit) => unit.state);
const texts = (script: ShellScript) => script.units.map((unit) => unit.text);

describe('parseShell: where a body divides', () => {
  const divides: readonly (readonly [string, readonly string[]])[] = [
    ['a && b && c', ['a', 'b', 'c']],
    ['a', ['a']],
    ['', []],
    ['a;', ['a']],
    ['set -e; a; b', ['set -e', 'a', 'b']],
    ['set -eux; a; b', ['set -eux', 'a', 'b']],
    ['set -o errexit\na\nb', ['set -o errexit', 'a', 'b']],
    ['set -euxo pipefail; a; b', ['set -euxo pipefail', 'a', 'b']],
    ['set -ex && A=1 ; a; b', ['set -ex', 'A=1', 'a', 'b']],
    ['set -e; curl -L x | tar xz; b', ['set -e', 'curl -L x | tar xz', 'b']],
    ['set -e; a; b && c', ['set -e', 'a', 'b', 'c']],
    ['set -e; if a; then b | d; fi; c', ['set -e', 'if a; then b | d; fi', 'c']],
    ['set -x; a && b', ['set -x', 'a', 'b']],
    ['export A=1; a', ['export A=1', 'a']],
    ['echo hello; a', ['echo hello', 'a']],
    ['! a && b', ['! a', 'b']],
    ['(cd x && make) && b', ['(cd x && make)', 'b']],
    ['set -e; (cd x && make) && b', ['set -e', '(cd x && make)', 'b']],
    ['for x in 1 2; do a || break; done && b', ['for x in 1 2; do a || break; done', 'b']],
    ['a && for x in 1 2; do b; done', ['a', 'for x in 1 2; do b; done']],
    ['set -e; a; for x in 1 2; do b; c; done', ['set -e', 'a', 'for x in 1 2; do b; c; done']],
    ['a || true', ['a || true']],
    ['a &&\n# why\nb', ['a', 'b']],
    ['a \\\n  --flag && b', ['a --flag', 'b']],
  ];
  for (const [text, units] of divides) {
    it(JSON.stringify(text), () => {
      const script = parse(text);
      expect(script.because).to.equal(null);
      expect(script.divisible).to.equal('and');
      expect(texts(script)).to.deep.equal(units);
    });
  }

  const keeps: readonly (readonly [string, number])[] = [
    ['a; b', 2],
    ['a\nb', 2],
    ['false; true', 2],
    ['set -e; false && true; echo x', 3],
    ['a && set -e; b; c', 3],
    ['set -e; a; set +e; b; c', 5],
    ['set -e; (a; b) && c', 3],
    ['set -e; for x in 1 2; do a; b; done && c', 3],
    ['set -e; for x in 1 2; do a; done; c', 3],
    ['set -e; if a; then b; d; fi; c', 3],
    ['set -e; if a; then b && d; fi; c', 3],
    ['set -e; (a && b); c', 3],
    ['set -e; { a; }; c', 3],
    ['set -e; ! a; b', 3],
    ['set -e; a || true; b', 3],
    ['(set -e; a; b) && c', 2],
    ['{ cd x; } && b', 2],
    ['if a; then export X=1; fi && b', 2],
    ['set -e && for x in 1 2; do a; b; done && c', 3],
    ['set -e; . ./env; b', 3],
    ['set -e; eval "$X"; b', 3],
    ['set -e; f() { a; b; }; f; c', 4],
    ['a || b; c', 2],
    ['a || b && c', 1],
    ['a & b', 2],
    ['a && b &', 1],
    ['trap x EXIT && a', 2],
    ['exit 0 && a', 2],
    ['set -e; if a; then exit 0; fi; b', 3],
    ['exec a && b', 2],
    ['cat > f <<EOF && b\nx\nEOF', 2],
    ['set -e $FLAGS; a; b', 3],
    ['(set -e); a; b', 3],
    ['A=$(false); b', 2],
  ];
  for (const [text, units] of keeps) {
    it(`keeps ${JSON.stringify(text)} whole`, () => {
      const script = parse(text);
      if (script.units.length > 1) {
        expect(script.divisible).to.equal('whole');
        expect(script.because).to.be.a('string');
      }
      expect(script.units).to.have.length(units);
    });
  }

  it('divides under a shell that is started with -e, and only there', () => {
    expect(parse('a; b', { errexit: true }).divisible).to.equal('and');
    expect(parse('a; b').divisible).to.equal('whole');
  });

  it('joins a chain in the middle of a whole script: its end may not run', () => {
    const script = parse('a && rm x; b');
    expect(script.units.map((unit) => unit.command)).to.have.nested.property('[0].kind', 'and');
    expect(texts(script)).to.deep.equal(['a && rm x', 'b']);
  });

  it('takes the body of an official image apart', () => {
    const script = parse(
      'set -eux; savedAptMark="$(apt-mark showmanual)"; apt-get update; apt-get install -y --no-install-recommends wget; rm -rf /var/lib/apt/lists/*; wget -O x.tgz https://e.org/x; echo \'abc *x.tgz\' | sha256sum --strict --check -; tar -xf x.tgz',
    );
    expect(script.divisible).to.equal('and');
    expect(script.units).to.have.length(8);
  });

  it('makes text that does not parse one opaque unit', () => {
    for (const text of ['a &&', 'if a; then', 'echo "x', '(', 'for x in; do']) {
      const script = parse(text);
      expect(script.divisible, text).to.equal('whole');
      expect(script.units, text).to.have.length(1);
      expect(script.units[0]?.command.type, text).to.equal('opaque');
    }
  });

  it('takes `((` for arithmetic in bash alone', () => {
    expect(parse('((a))').units[0]?.command.type).to.equal('opaque');
    expect(values('((a))', { dialect: 'bash' })).to.deep.equal(['((']);
  });

  it('survives deep nesting', () => {
    for (const text of ['('.repeat(20_000), '$('.repeat(5000), '{ '.repeat(9000), '`'.repeat(999)])
      expect(parse(text).units).to.have.length(1);
  });

  it('treats `&>` as a background job in sh and as a redirect in bash', () => {
    expect(parse('a &> log').units[0]?.command).to.include({ kind: 'background' });
    expect(parse('a &> log', { dialect: 'bash' }).units[0]?.command.type).to.equal('simple');
  });
});

describe('parseShell: words', () => {
  const cases: readonly (readonly [string, readonly (string | null)[]])[] = [
    ['a "b c" \'d $X\' e\\ f', ['a', 'b c', 'd $X', 'e f']],
    ['a $VERSION "${VERSION}" v${VERSION}.tgz', ['a', '1.2.3', '1.2.3', 'v1.2.3.tgz']],
    ['a $PKGS', ['a', 'git', 'curl']],
    ['a "$PKGS"', ['a', 'git curl']],
    ['a x$PKGS.y', ['a', 'xgit', 'curl.y']],
    ['a $EMPTY "$EMPTY" b', ['a', '', 'b']],
    ['a $NOPE', ['a', null]],
    ['a $(id -u)', ['a', null]],
    ['a `id -u`', ['a', null]],
    ['a $((1+2))', ['a', null]],
    ['a $1 $@ $?', ['a', null, null, null]],
    ['a ~/x ~ ~bob/x', ['a', '/root/x', '/root', null]],
    ['a "~/x" \\~/x', ['a', '~/x', '~/x']],
    ['a ${VERSION%.*} ${VERSION%%.*} ${VERSION#*.} ${VERSION##*.}', ['a', '1.2', '1', '2.3', '3']],
    ['a ${VERSION:-x} ${EMPTY:-x} ${EMPTY-x} ${NOPE:-x}', ['a', '1.2.3', 'x', null]],
    ['a ${VERSION//./_} ${VERSION/./_} ${#VERSION}', ['a', '1_2_3', '1_2.3', '5']],
    ['a {x,y}', ['a', '{x,y}']],
  ];
  for (const [text, expected] of cases) {
    it(JSON.stringify(text), () => {
      // An unquoted empty variable leaves no word behind.
      const got = calls(parse(text)).at(-1);
      expect(got).to.deep.equal(expected);
    });
  }

  it('expands braces in bash alone', () => {
    const bash: ShellOptions = { dialect: 'bash' };
    expect(values("a /x/{b,c}/d {1..3} $'\\t'", bash)).to.deep.equal([
      'a',
      '/x/b/d',
      '/x/c/d',
      '1',
      '2',
      '3',
      '\t',
    ]);
    expect(values("a $'\\t'")).to.deep.equal(['a', null]);
  });

  it('flags patterns that are not quoted', () => {
    const argv = simple(parse('rm *.js "*.js" a[0] \\*').units[0]?.command).argv;
    expect(argv.map((word) => word.glob)).to.deep.equal([false, true, false, true, false]);
    expect(argv[1]?.value).to.equal('*.js');
  });

  it('keeps text and span of words as written', () => {
    const text = 'x && apt-get install "git" $PKGS';
    const argv = simple(parse(text).units[1]?.command).argv;
    expect(argv.map((word) => word.text)).to.deep.equal(['apt-get', 'install', '"git"', '$PKGS', '$PKGS']);
    for (const word of argv) expect(text.slice(word.span.start, word.span.end)).to.equal(word.text);
  });
});

describe('parseShell: variables of the script', () => {
  it('fills in literal assignments made before', () => {
    expect(calls(parse('V=2 && W="$V-x" && a $V $W'))).to.deep.include(['a', '2', '2-x']);
    expect(calls(parse('export V=2 && a $V'))).to.deep.include(['a', '2']);
  });
  it('knows nothing of what was computed, read or sourced', () => {
    expect(calls(parse('V=$(x) && a $V')).at(-1)).to.deep.equal(['a', null]);
    expect(calls(parse('read VERSION && a $VERSION')).at(-1)).to.deep.equal(['a', null]);
    expect(calls(parse('. ./env && a $VERSION')).at(-1)).to.deep.equal(['a', null]);
    expect(calls(parse('if x; then VERSION=2; fi; a $VERSION')).at(-1)).to.deep.equal(['a', null]);
    expect(calls(parse('x || VERSION=2; a $VERSION')).at(-1)).to.deep.equal(['a', null]);
    expect(calls(parse('x && VERSION=2; a $VERSION')).at(-1)).to.deep.equal(['a', null]);
    expect(calls(parse('f() { VERSION=2; }; f; a $VERSION')).at(-1)).to.deep.equal(['a', null]);
  });
  it('does not let a subshell or a prefix assignment out', () => {
    expect(calls(parse('(VERSION=2; x); a $VERSION')).at(-1)).to.deep.equal(['a', '1.2.3']);
    expect(calls(parse('VERSION=2 x; a $VERSION')).at(-1)).to.deep.equal(['a', '1.2.3']);
  });
  it('runs a loop over literal words once for each, and any other one once', () => {
    expect(calls(parse('for p in a b; do apt-get install $p; done'))).to.deep.equal([
      ['apt-get', 'install', 'a'],
      ['apt-get', 'install', 'b'],
    ]);
    expect(calls(parse('for p in $PKGS x; do i $p; done'))).to.deep.equal([
      ['i', 'git'],
      ['i', 'curl'],
      ['i', 'x'],
    ]);
    expect(calls(parse('for p in *.txt; do i $p; done'))).to.deep.equal([['i', null]]);
    expect(calls(parse('for p in $(ls); do i $p; done'))).to.deep.equal([['ls'], ['i', null]]);
    expect(calls(parse('N=0; while x; do i $N; N=1; done'))).to.deep.include(['i', null]);
  });
});

describe('parseShell: units', () => {
  it('marks what changes the shell', () => {
    expect(state('cd x && make && A=1 && set -x && export B=2 && umask 0 && echo $?')).to.deep.equal([
      true,
      false,
      true,
      true,
      true,
      true,
      true,
    ]);
    expect(state('A=1 make && (cd x && make) && { cd y; } && if z; then cd q; fi')).to.deep.equal([
      false,
      false,
      true,
      true,
    ]);
    expect(state('. ./env && cat x | while read l; do y; done')).to.deep.equal([true, false]);
  });

  it('carries redirects, here-documents and prefix assignments', () => {
    const script = parse("A=b cat > /etc/x 2>&1 <<'EOF'\n$literal\nEOF\n");
    const command = simple(script.units[0]?.command);
    expect(command.assignments.map((each) => [each.name, each.value?.value])).to.deep.equal([['A', 'b']]);
    expect(
      command.redirects.map((each) => [each.operator, each.fileDescriptor, each.target.value]),
    ).to.deep.equal([
      ['>', null, '/etc/x'],
      ['>&', 2, '1'],
      ['<<', null, '$literal\n'],
    ]);
    expect(script.units[0]?.text).to.equal("A=b cat > /etc/x 2>&1 <<'EOF'\n$literal\nEOF");
    const open = simple(parse('cat <<EOF\n$X\nEOF').units[0]?.command);
    expect(open.redirects[0]?.target.value).to.equal(null);
  });

  it('shows what command substitutions run', () => {
    expect(calls(parse('a "$(curl -o /x y)" > "$(b)"'))).to.deep.equal([
      ['curl', '-o', '/x', 'y'],
      ['b'],
      ['a', null],
    ]);
    expect(calls(parse('[[ -n $(q) ]]'))).to.deep.equal([['q'], ['[[']]);
    expect(calls(parse('case $(q) in x) y;; esac'))).to.deep.equal([['q'], ['y']]);
    expect(calls(parse('cat <<EOF\n$(q)\nEOF'))).to.deep.equal([['q'], ['cat']]);
    expect(calls(parse('echo `a \\`b\\``'))).to.deep.equal([['OPAQUE'], ['echo', null]]);
  });

  it('groups `&&` and `||` from the left', () => {
    const command = parse('a && b || c').units[0]?.command;
    expect(command).to.include({ kind: 'or' });
    expect(command).to.have.nested.property('commands[0].kind', 'and');
    expect(calls(parse('a && b || c'))).to.deep.equal([['a'], ['b'], ['c']]);
  });
});

describe('execScript', () => {
  it('takes words as they are: no shell expands them', () => {
    const script = execScript(['npm', 'run', 'a b', "it's", '$HOME', '*.js']);
    const unit = script.units[0];
    expect(script.divisible).to.equal('and');
    expect(unit?.text).to.equal("npm run 'a b' 'it'\\''s' '$HOME' '*.js'");
    const argv = simple(unit?.command).argv;
    expect(argv.map((word) => word.value)).to.deep.equal(['npm', 'run', 'a b', "it's", '$HOME', '*.js']);
    expect(argv.some((word) => word.glob)).to.equal(false);
    for (const word of argv) expect(script.text.slice(word.span.start, word.span.end)).to.equal(word.text);
  });
  it('writes text that a shell reads back as the same words', () => {
    const words = ['sh', '-c', "a 'b' && c", '', '-x=y', '~', '{a,b}'];
    expect(values(execScript(words).text)).to.deep.equal(words);
    expect(values(execScript(words).text, { dialect: 'bash' })).to.deep.equal(words);
  });
  it('has no units without words', () => {
    expect(execScript([]).units).to.deep.equal([]);
  });
});
