import type { Evidence } from '../../src/classify/types.js';
import type { Facts, UnitFacts } from '../../src/transform/types.js';
import type { GoBuild } from './builds.js';
import { flagValue, hasFlag } from './commands/call.js';
import { goMinor } from './commands/models.js';
import { buildTarget } from './commands/target.js';
import { cgoModule } from './module-table.js';
import type { SourceScan } from './scan.js';

export interface Linkage {
  readonly value: 'static' | 'dynamic' | 'unknown';
  readonly evidence: readonly Evidence[];
  /** What would make the programs static. */
  readonly unlock: string;
}

/** Standard packages that reach net, os/user, plugin or runtime/cgo: with cgo on they make a program dynamic (Go 1.19 to 1.26). */
const CGO_STD = new Set(
  (
    'C archive/tar crypto/tls crypto/x509 expvar log/syslog mime/multipart net net/http net/http/cgi net/http/cookiejar ' +
    'net/http/fcgi net/http/httptest net/http/httptrace net/http/httputil net/http/pprof net/mail net/rpc net/rpc/jsonrpc ' +
    'net/smtp net/textproto os/user plugin runtime/cgo'
  ).split(' '),
);

/** Of these, the ones that stay dynamic with the tags netgo and osusergo. */
const REAL_CGO = new Set(['C', 'plugin', 'runtime/cgo']);

/** Alpine packages that bring no C compiler: after these, cgo is still off by default. */
const NO_COMPILER = new Set(
  (
    'git make ca-certificates ca-certificates-bundle tzdata bash curl wget openssh openssh-client openssl upx jq mercurial subversion unzip zip tar gzip xz bzip2 ' +
    'file vim nano tini dumb-init su-exec musl-dev libc-dev sqlite postgresql-client mysql-client mariadb-client redis gettext libc6-compat gcompat linux-headers ' +
    'coreutils findutils grep sed gawk util-linux shadow sudo procps htop less tree busybox-extras iputils bind-tools netcat-openbsd socat rsync inotify-tools mailcap ' +
    'libstdc++ libgcc nodejs npm yarn protobuf protobuf-dev protoc ncurses diffutils patch pkgconfig pkgconf binutils'
  ).split(' '),
);

const CGO_OFF = 'build with CGO_ENABLED=0';

const COMPILERS = /^(?:gcc|g\+\+|build-base|alpine-sdk|clang\d*|gcc-.*)$/;

function at(build: GoBuild, rule: string, because: string): Evidence {
  return { rule: `go/${rule}`, because, at: build.unit.place };
}

/** Could a build arg have set the value: an ARG of the name, or an ENV or assignment that takes it from a variable. */
function isOverridable(facts: Facts, build: GoBuild, name: string): boolean {
  const text = build.unit.unit?.text ?? '';
  const inline = new RegExp(`\\b${name}=["']?([^\\s;&"']*)`).exec(text)?.[1];
  if (inline !== undefined) return inline.includes('$');
  let fixed: boolean | null = null;
  for (const instruction of facts.stage.instructions) {
    if (instruction.index >= build.unit.instruction.index) break;
    if (instruction.type === 'env')
      for (const pair of instruction.pairs) if (pair.key === name) fixed = !(pair.value ?? '').includes('$');
    if (instruction.type === 'arg' && fixed === null && instruction.pairs.some((pair) => pair.key === name))
      fixed = false;
  }
  return fixed === false;
}

/** On Alpine since Go 1.20 cgo is off unless a C compiler is there: true when certainly none was installed. */
function noCompiler(units: readonly UnitFacts[], build: GoBuild): boolean | null {
  for (const unit of units) {
    if (unit === build.unit) break;
    const names = unit.effects.packages
      .filter((change) => change.op === 'install')
      .flatMap((change) => change.packages.map((each) => each.name));
    if (names.some((name) => COMPILERS.test(name))) return false;
    if (names.some((name) => !NO_COMPILER.has(name))) return null;
    if (unit.effects.opaque && unit.effects.opaque.within === null) return null;
  }
  return true;
}

/** Does the written tag leave Go's version to a build arg? */
function versionIsArgument(facts: Facts): boolean {
  return /\$/.test(facts.stage.from.image);
}

/** Values of -ldflags: `-X` takes strings and links nothing; anything else that is not known may choose the linker. */
function linkerFlags(build: GoBuild): {
  readonly external: boolean;
  readonly staticFlag: boolean;
  readonly unknown: boolean;
} {
  const flag = build.call.flags.findLast((each) => each.name === 'ldflags');
  if (!flag) return { external: false, staticFlag: false, unknown: false };
  const text = flag.value ?? flag.text;
  const plain = text.replace(/-X[ =]+(?:'[^']*'|"[^"]*"|\S+?=(?:\$\([^)]*\)|[^\s"'])*)/g, '');
  return {
    external: /-linkmode[ =]*external/.test(text),
    staticFlag: /-extldflags[ =]*\\?["']?[^"']*-static(?!-)/.test(text),
    unknown: flag.value === null && /\$|`/.test(plain),
  };
}

function linkageOf(facts: Facts, build: GoBuild, scan: SourceScan): Linkage {
  const { call } = build;
  const one = (value: Linkage['value'], rule: string, because: string): Linkage => ({
    value,
    evidence: [at(build, rule, because)],
    unlock: CGO_OFF,
  });
  const mode = flagValue(call, 'buildmode');
  if (mode === null) return one('unknown', 'buildmode', 'the value of -buildmode is not known');
  if (mode !== undefined && mode !== 'exe' && mode !== 'default')
    return one('dynamic', 'buildmode', `-buildmode=${mode} needs the dynamic loader, also without cgo`);
  if (hasFlag(call, 'race') || hasFlag(call, 'msan') || hasFlag(call, 'asan'))
    return one('dynamic', 'sanitizer', 'the race detector links the C library');
  if (hasFlag(call, 'linkshared')) return one('dynamic', 'linkshared', '-linkshared needs shared libraries');
  if (call.unclear) return one('unknown', 'unclear', 'a word of the go command is not known');
  const linker = linkerFlags(build);
  if (linker.unknown) return one('unknown', 'ldflags', 'the linker flags are not known');
  const target = buildTarget(call);
  if (target.goos !== 'linux')
    return one('static', 'goos', `it is built for ${target.goos} and not started here`);
  const cgo = call.env.CGO_ENABLED;
  if (cgo === '0') {
    if (isOverridable(facts, build, 'CGO_ENABLED'))
      return one('unknown', 'cgo-argument', 'CGO_ENABLED=0 comes from a build arg, which may turn it on');
    if (linker.external) return one('unknown', 'linkmode', 'the external linker decides');
    return one('static', 'cgo-off', 'it is built with CGO_ENABLED=0');
  }
  const base = facts.base;
  const alpine = base?.distro === 'alpine';
  if (linker.staticFlag && alpine && base?.libc === 'musl')
    return one('static', 'extldflags', 'the external linker is told to link musl statically');
  const golang = base?.repository === 'golang';
  if (alpine && golang && cgo === undefined && call.env.CC === undefined && !versionIsArgument(facts)) {
    const minor = goMinor(base.config.env['GOLANG_VERSION']);
    const free = noCompiler(facts.units, build);
    if (minor !== null && minor >= 20 && free === true)
      return one(
        'static',
        'alpine-no-compiler',
        'Go 1.20 and later turn cgo off where there is no C compiler, as in golang:alpine',
      );
    if (free === null)
      return one('unknown', 'alpine-compiler', 'whether a C compiler was installed is not known');
  }
  const tags = new Set(target.tags);
  const pureNet = tags.has('netgo') && tags.has('osusergo');
  const closed =
    scan.whole && !scan.generated && scan.thirdParty.length === 0 && call.env.GOEXPERIMENT === undefined;
  const linking = [...scan.std.keys()].filter((path) => (pureNet ? REAL_CGO.has(path) : CGO_STD.has(path)));
  if (closed && linking.length === 0 && !linker.external)
    return one(
      'static',
      'imports',
      'nothing that it imports uses cgo: no net, os/user, plugin or import "C"',
    );
  const first = linking[0];
  if (first !== undefined && !linker.staticFlag)
    return one(
      alpine ? 'unknown' : 'dynamic',
      'imports',
      `it imports ${first} (${scan.std.get(first) ?? ''}) and cgo is not off: it needs the C library`,
    );
  return one('unknown', 'cgo-default', 'cgo is not off, so whether it needs the C library is not known');
}

/**
 * How the programs that are built are linked: static only when every one of them is. A downloaded tool counts when its
 * name is among `called`.
 */
export function linkage(
  facts: Facts,
  builds: readonly GoBuild[],
  scan: SourceScan,
  called: ReadonlySet<string>,
): Linkage {
  const own = builds.filter(
    (build) =>
      build.call.verb === 'build' ||
      build.open !== null ||
      build.produced.some(
        (each) => each.dir !== null || called.has(each.path.slice(each.path.lastIndexOf('/') + 1)),
      ),
  );
  const found = (own.length > 0 ? own : builds).map((build) => linkageOf(facts, build, scan));
  if (found.length === 0)
    return {
      value: 'unknown',
      evidence: [
        { rule: 'go/no-build', because: 'no go build that dockopt can read makes the program', at: null },
      ],
      unlock: 'build the program with a plain go build in a RUN',
    };
  const worst =
    found.find((each) => each.value === 'dynamic') ?? found.find((each) => each.value === 'unknown');
  return worst ?? { value: 'static', evidence: found.flatMap((each) => each.evidence), unlock: CGO_OFF };
}

/** Modules with C code that the programs may hold, imported or required. */
export function cgoModules(
  scan: SourceScan,
): readonly { readonly path: string; readonly table: NonNullable<ReturnType<typeof cgoModule>> }[] {
  const names = [...scan.thirdParty, ...scan.requires.map((each) => each.path)];
  const seen = new Set<string>();
  return names.flatMap((path) => {
    const table = cgoModule(path);
    if (!table || seen.has(table.module)) return [];
    seen.add(table.module);
    return [{ path, table }];
  });
}
