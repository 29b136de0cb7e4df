import { expect } from 'chai';
import { factsOf, judge, type Judged } from './facts-of.js';
import { go } from '../../../transforms/go/index.js';

const MOD = 'module example.com/server\n\ngo 1.22\n';
const plain = 'package main\nimport "fmt"\nfunc main() { fmt.Println("x") }\n';
const web = 'package main\nimport "net/http"\nfunc main() { http.ListenAndServe(":8080", nil) }\n';
const program = (imports: string, body: string): string =>
  `package main\nimport (${imports})\nfunc main() { ${body} }\n`;
const file = (from: string, run: string, start = 'CMD ["./server"]', workdir = '/app'): string =>
  `FROM ${from}\nWORKDIR ${workdir}\nCOPY . .\nRUN ${run}\n${start}\n`;
const BUILD = 'go build -o server .';

const zone = (body: string, more = ''): string => program(`"time"; "os"${more}`, body);
const run = (argument: string): Judged =>
  judge(file('golang:1.22', BUILD), {
    'go.mod': MOD,
    'main.go': program('"os"; "os/exec"', `_ = os.Args; exec.Command(${argument}).Run()`),
  });

const service = (more: string): Readonly<Record<string, string>> => ({
  'compose.yaml': `services:\n  web:\n${more}`,
});

describe('Go linkage and bases', () => {
  it('offers distroless static for CGO_ENABLED=0, never scratch for a program with TLS', () => {
    const found = judge(file('golang:1.22-alpine', `CGO_ENABLED=0 ${BUILD}`), {
      'go.mod': MOD,
      'main.go': web,
    });
    expect(found.linkage.value).to.equal('static');
    expect(found.images).to.deep.equal([
      'gcr.io/distroless/static-debian12',
      'alpine:3.21',
      'golang:1.22-alpine',
    ]);
    expect(found.needs.certificates).to.not.equal(null);
  });
  it('takes net/http on Debian for dynamic: same release, no static base, no Alpine', () => {
    const found = judge(file('golang:1.22', BUILD), { 'go.mod': MOD, 'main.go': web });
    expect(found.linkage.value).to.equal('dynamic');
    expect(found.images).to.deep.equal([
      'gcr.io/distroless/base-debian12',
      'debian:bookworm-slim',
      'buildpack-deps:bookworm-scm',
      'golang:1.22',
    ]);
  });
  it('proves a program without net static though cgo is on, and offers scratch by name', () => {
    const found = judge(file('golang:1.22', 'go build -o /bin/output main.go', 'CMD ["/bin/output"]'), {
      'main.go': plain,
    });
    expect(found.linkage.value).to.equal('static');
    expect(found.images.slice(0, 2)).to.deep.equal(['scratch', 'gcr.io/distroless/static-debian12']);
  });
  it('does not when a module is not in the context', () => {
    const found = judge(file('golang:1.22', BUILD), {
      'go.mod': `${MOD}require github.com/x/y v1.0.0\n`,
      'main.go': program('"github.com/x/y"', 'y.Z()'),
    });
    expect(found.linkage.value).to.equal('unknown');
    expect(found.images[0]).to.equal('gcr.io/distroless/cc-debian12');
  });
  it('knows that pie needs the loader', () => {
    const found = judge(file('golang:1.22', 'CGO_ENABLED=0 go build -buildmode=pie -o server .'), {
      'go.mod': MOD,
      'main.go': plain,
    });
    expect(found.linkage.value).to.equal('dynamic');
    expect(found.images.some((image) => /static|scratch/.test(image))).to.equal(false);
  });
  it('does not trust CGO_ENABLED=0 from a build arg', () => {
    const found = judge(
      `FROM golang:1.22\nARG CGO_ENABLED=0\nWORKDIR /app\nCOPY . .\nRUN ${BUILD}\nCMD ["./server"]\n`,
      { 'go.mod': MOD, 'main.go': web },
    );
    expect(found.linkage.value).to.equal('unknown');
    const fixed = judge(
      `FROM golang:1.22\nENV CGO_ENABLED=0\nWORKDIR /app\nCOPY . .\nRUN ${BUILD}\nCMD ["./server"]\n`,
      { 'go.mod': MOD, 'main.go': web },
    );
    expect(fixed.linkage.value).to.equal('static');
  });
  it('reads Makefile variables', () => {
    const found = judge(file('golang:1.22', 'make build', 'CMD ["./bin/server"]'), {
      'go.mod': MOD,
      'main.go': web,
      Makefile: 'BIN = bin\nNAME = server\nbuild:\n\tCGO_ENABLED=0 go build -o $(BIN)/$(NAME) .\n',
    });
    expect(found.linkage.value).to.equal('static');
    expect(found.paths).to.deep.equal(['/app/bin/server']);
  });
  it('knows what golang:alpine does: cgo off since 1.20, on with gcc or before', () => {
    const files = { 'go.mod': MOD, 'main.go': web };
    expect(judge(file('golang:1.21-alpine', BUILD), files).linkage.value).to.equal('static');
    expect(
      judge(file('golang:1.21-alpine', `apk add --no-cache git && ${BUILD}`), files).linkage.value,
    ).to.equal('static');
    expect(
      judge(file('golang:1.21-alpine', `apk add --no-cache build-base && ${BUILD}`), files).linkage.value,
    ).to.equal('unknown');
    const old = judge(file('golang:1.15-alpine', BUILD), files);
    expect(old.linkage.value).to.equal('unknown');
    expect(old.images).to.deep.equal(['alpine:3.14', 'golang:1.15-alpine']);
  });
  it('judges downloaded tools only when something calls them', () => {
    const files = { 'go.mod': MOD, 'main.go': web };
    const build = `go install github.com/swaggo/swag/cmd/swag@latest && CGO_ENABLED=0 ${BUILD}`;
    expect(judge(file('golang:1.22', build), files).linkage.value).to.equal('static');
    const called = {
      ...files,
      'x.go': 'package main\nimport "os/exec"\nfunc x() { exec.Command("swag").Run() }\n',
    };
    expect(judge(file('golang:1.22', build), called).linkage.value).to.not.equal('static');
  });
  it('guards the build when the release is not certain, and refuses with libraries', () => {
    const found = judge(file('golang', BUILD), { 'go.mod': MOD, 'main.go': web });
    expect(found.images[0]).to.equal('debian:stable-slim');
    expect(found.guards.map((each) => each.command)).to.deep.equal([
      `{ ldd /app/server || true; } 2>&1 | { ! grep 'not found'; }`,
    ]);
    const pinned = judge(file('golang:1.22-bookworm', BUILD), { 'go.mod': MOD, 'main.go': web });
    expect(pinned.guards).to.deep.equal([]);
    const library = judge(file('golang', `apt-get update && apt-get install -y libvips-dev && ${BUILD}`), {
      'go.mod': `${MOD}require github.com/h2non/bimg v1.0.0\n`,
      'main.go': program('"github.com/h2non/bimg"', 'bimg.X()'),
    });
    expect(library.codes).to.deep.equal(['E-RELEASE-UNKNOWN']);
    expect(library.images).to.deep.equal(['golang']);
  });
  it('follows no default that another build arg may change', () => {
    const text = `ARG V=1.22\nFROM golang:\${V}\nWORKDIR /app\nCOPY . .\nRUN ${BUILD}\nCMD ["./server"]\n`;
    const found = judge(text, { 'go.mod': MOD, 'main.go': web });
    expect(found.images[0]).to.equal('debian:stable-slim');
    expect(found.guards.length).to.equal(1);
  });
  it('stays on a mirror', () => {
    const found = judge(file('registry.example.com/golang:1.22', `CGO_ENABLED=0 ${BUILD}`), {
      'go.mod': MOD,
      'main.go': web,
    });
    expect(found.images).to.deep.equal(['registry.example.com/golang:1.22']);
  });
  it('keeps Alpine for musl libraries and installs them', () => {
    const found = judge(
      file(
        'golang:1.21-alpine',
        'apk add --no-cache gcc musl-dev librdkafka-dev && go build -tags dynamic,musl -o server .',
      ),
      {
        'go.mod': `${MOD}require github.com/confluentinc/confluent-kafka-go v1.9.2\n`,
        'main.go': program('"github.com/confluentinc/confluent-kafka-go/kafka"', 'kafka.X()'),
      },
    );
    expect(found.images).to.deep.equal(['alpine:3.20', 'golang:1.21-alpine']);
    expect(found.libraries[0]?.apk).to.deep.equal(['librdkafka']);
  });
  it('warns of the sqlite stub and changes nothing', () => {
    const found = judge(file('golang:1.22', `CGO_ENABLED=0 ${BUILD}`), {
      'go.mod': `${MOD}require github.com/mattn/go-sqlite3 v1.14.0\n`,
      'main.go': program('_ "github.com/mattn/go-sqlite3"', ''),
    });
    expect(found.notes.map((each) => each.code)).to.include('W-CGO-STUB');
    expect(found.libraries).to.deep.equal([]);
  });
});

describe('Go without its sources', () => {
  const text = file('golang:1.22', BUILD);
  it('narrows nothing and keeps every program but the tool chain', () => {
    const found = judge(text, null);
    expect(found.artefact).to.equal(null);
    expect(found.images).to.deep.equal(['buildpack-deps:bookworm-scm', 'golang:1.22']);
    expect(found.needs.certificates).to.not.equal(null);
    expect(found.entry?.confidence).to.equal('proven');
  });
  it('keeps everything that go install may have made', () => {
    const roots = (from: string): readonly string[] =>
      judge(file(from, 'go install ./...', 'CMD ["server"]'), null).roots.map((each) => each.path);
    expect(roots('golang:1.22')).to.deep.equal(['/go/bin']);
    expect(roots('debian:bookworm')).to.deep.equal([]);
  });
  it('does the same when a package is generated by a command that is not known', () => {
    const found = judge(file('golang:1.22', `go generate ./... && ${BUILD}`), {
      'go.mod': MOD,
      'main.go': plain,
    });
    expect(found.artefact).to.equal(null);
    expect(found.linkage.value).to.equal('unknown');
  });
});

describe('Go run-time files', () => {
  const gin = { 'go.mod': `${MOD}require github.com/gin-gonic/gin v1.9.0\n` };
  it('takes templates and assets that literals name, at their places', () => {
    const found = judge(file('golang:1.22', BUILD, undefined, '/go/src/app'), {
      ...gin,
      'main.go': program(
        '"github.com/gin-gonic/gin"',
        'r := gin.Default(); r.LoadHTMLGlob("templates/*"); r.Static("/assets", "./assets"); r.Run()',
      ),
      'templates/a.html': '',
      'assets/a.css': '',
      'README.md': '',
    });
    expect(found.artefact?.rung).to.equal('selective');
    expect(found.artefact?.gaps).to.deep.equal([]);
    expect(found.paths).to.deep.equal(['/go/src/app/assets', '/go/src/app/server', '/go/src/app/templates']);
    expect(found.needs.mimeTypes).to.not.equal(null);
  });
  it('resolves constants, joins and single literals, and the directory that a name goes on from', () => {
    const found = judge(file('golang:1.22', BUILD), {
      'go.mod': MOD,
      'main.go': program(
        '"os"; "path/filepath"',
        'const dir = "data"; f := filepath.Join(dir, "a.txt"); os.ReadFile(f); os.Open("conf/" + os.Args[1]); os.ReadFile("x" + ".ini")',
      ),
      'data/a.txt': '',
      'data/b.txt': '',
      'conf/c': '',
      'x.ini': '',
      'other/o': '',
    });
    expect(found.artefact?.gaps).to.deep.equal([]);
    // `data` is named by a string of its own: it stays whole.
    expect(found.paths).to.include.members(['/app/conf', '/app/x.ini', '/app/server']);
    expect(found.paths.some((path) => path === '/app/data' || path === '/app/data/a.txt')).to.equal(true);
    expect(found.paths).to.not.include('/app/other');
  });
  for (const [title, imports, body] of [
    ['an environment variable', '"html/template"; "os"', 'template.ParseFiles(os.Getenv("TPL"))'],
    ['a flag', '"flag"; "os"', 'p := flag.String("c", "a.yml", ""); flag.Parse(); os.ReadFile(*p)'],
    ['a parameter', '"os"', 'func(p string) { os.ReadFile(p) }("a")'],
    ['the working directory itself', '"net/http"', 'http.FileServer(http.Dir("."))'],
    ['the place of the binary', '"os"', 'os.Executable()'],
    ['the place of the source', '"runtime"', 'runtime.Caller(0)'],
    ['rice', 'rice "github.com/GeertJohan/go.rice"', 'rice.FindBox("web")'],
    ['a configuration path variable', '"os"; "github.com/x/y"', 'y.Load(os.Getenv("CONFIG_FILE"))'],
    ['a chdir', '"os"', 'os.Chdir("sub")'],
    ['a function handed on', '"os"', 'f := os.ReadFile; f("a")'],
  ])
    it(`has a gap with ${title}`, () => {
      const found = judge(file('golang:1.22', BUILD), {
        'go.mod': MOD,
        'main.go': program(imports ?? '', body ?? ''),
        'settings.json': '{}',
      });
      expect(found.artefact?.gaps).to.not.deep.equal([]);
    });
  it('has a gap with a key file that comes by a variable, unless nothing is there that it could be', () => {
    const key = program(
      '"os"; "google.golang.org/api/option"',
      'option.WithCredentialsFile(os.Getenv("KEY"))',
    );
    const files = { 'go.mod': MOD, 'main.go': key };
    const gaps = (more: Readonly<Record<string, string>>): string =>
      judge(file('golang:1.22', BUILD), { ...files, ...more }).artefact?.gaps.join() ?? '';
    expect(gaps({ 'keys/a.json': '{}' })).to.include('GOOGLE_APPLICATION_CREDENTIALS');
    expect(gaps({ 'README.md': 'x', Dockerfile: 'x' })).to.equal('');
    const named = judge(file('golang:1.22', BUILD), {
      'go.mod': MOD,
      'main.go': program('"os"', 'open(os.Getenv("APP_CREDENTIALS"))'),
      'a.json': '{}',
    });
    expect(named.artefact?.gaps.join()).to.include('APP_CREDENTIALS');
  });
  it('leaves embedded files out, and does not when they are opened by name too', () => {
    const embedded =
      'package main\nimport ("embed"; "html/template")\n//go:embed tpl/*.html\nvar f embed.FS\nvar t = template.Must(template.ParseFS(f, "tpl/*.html"))\nfunc main() {}\n';
    const files = { 'go.mod': MOD, 'main.go': embedded, 'tpl/a.html': '' };
    expect(judge(file('golang:1.22', BUILD), files).artefact?.rung).to.equal('artefact');
    const both = { ...files, 'x.go': 'package main\nimport "os"\nfunc x() { os.ReadFile("tpl/a.html") }\n' };
    expect(judge(file('golang:1.22', BUILD), both).paths).to.include('/app/tpl/a.html');
  });
  it('takes what configuration, ENV and the start command name', () => {
    const found = judge(file('golang:1.22', BUILD, 'ENV RULES=rules/a.csv\nCMD ["./server", "-lang=i18n"]'), {
      'go.mod': MOD,
      'main.go': program('"os"', 'os.ReadFile("config.yml")'),
      'config.yml': 'db:\n  migrations: ./sql\n',
      'sql/1.sql': '',
      'rules/a.csv': '',
      'i18n/de.json': '',
    });
    expect(found.paths).to.deep.equal([
      '/app/config.yml',
      '/app/i18n',
      '/app/rules/a.csv',
      '/app/server',
      '/app/sql',
    ]);
  });
  it('takes directories out of formats and files out of data source names', () => {
    const found = judge(file('golang:1.22', BUILD), {
      'go.mod': MOD,
      'main.go': program(
        '"fmt"; "github.com/x/y"',
        'y.Render(fmt.Sprintf("views/%s.html", "a")); y.Open("file:./db/app.db?cache=shared")',
      ),
      'views/a.html': '',
      'db/app.db': '',
      'other/o': '',
    });
    expect(found.paths).to.deep.equal(['/app/db/app.db', '/app/server', '/app/views']);
  });
  it('keeps all programs of the build', () => {
    const found = judge(file('golang:1.22', 'go build -o bin/ ./cmd/...', 'CMD ["bin/api"]'), {
      'go.mod': MOD,
      'cmd/api/m.go': plain,
      'cmd/worker/m.go': plain,
    });
    expect(found.paths).to.deep.equal(['/app/bin/api', '/app/bin/worker']);
    expect(found.roots.map((each) => each.path)).to.deep.equal(['/app/bin/api', '/app/bin/worker']);
  });
  it('copies the time zones of GOROOT, but not for -trimpath or embedded ones', () => {
    const zip = '/usr/local/go/lib/time/zoneinfo.zip';
    const files = { 'go.mod': MOD, 'main.go': zone('time.LoadLocation(os.Args[1])') };
    expect(judge(file('golang:1.22-alpine', BUILD), files).needs.zoneinfoFile).to.equal(zip);
    const trimmed = judge(file('golang:1.22-alpine', 'go build -trimpath -o server .'), files);
    expect(trimmed.needs.zoneinfoFile).to.equal(undefined);
    expect(trimmed.needs.zoneinfo).to.not.equal(null);
    const own = judge(file('golang:1.22-alpine', BUILD), {
      'go.mod': MOD,
      'main.go': zone('time.LoadLocation(os.Args[1])', '; _ "time/tzdata"'),
    });
    expect(own.needs.zoneinfo).to.equal(null);
    expect(own.needs.zoneinfoFile).to.equal(undefined);
    const composed = judge(file('golang:1.22-alpine', BUILD), {
      'go.mod': MOD,
      'main.go': plain,
      'compose.yaml': 'services:\n  a:\n    build: .\n    environment:\n      - TZ=Asia/Jakarta\n',
    });
    expect(composed.needs.zoneinfoFile).to.equal(zip);
  });
});

describe('programs that Go code starts', () => {
  it('names literal ones', () =>
    expect(run('"git", "status"').programs.map((each) => each.name)).to.deep.equal(['git']));
  it('keeps all programs when one is computed', () => {
    const found = run('os.Args[1]');
    expect(found.images).to.deep.equal(['buildpack-deps:bookworm-scm', 'golang:1.22']);
  });
  it('refuses when it is the tool chain', () =>
    expect(run('"go", "build"').codes).to.deep.equal(['E-COMPILER-AT-RUNTIME']));
  it('is not misled by methods with the names of JavaScript ones', () => {
    const found = judge(file('golang:1.22', BUILD), {
      'go.mod': MOD,
      'main.go': program('"os"', 'x.toString("a"); x.constructor(os.Args); x.hasOwnProperty("b")'),
    });
    expect(found.artefact?.gaps).to.deep.equal([]);
    expect(
      judge(file('golang:1.22', BUILD, 'CMD ["constructor"]'), { 'go.mod': MOD, 'main.go': plain }).entry
        ?.confidence,
    ).to.equal('unknown');
  });
  it('finds none in strings and comments', () =>
    expect(run('"ls") // exec.Command("go"').programs.map((each) => each.name)).to.deep.equal(['ls']));
});

describe('what a Go image starts', () => {
  const files = { 'go.mod': MOD, 'main.go': web };
  const start = (line: string, more: Readonly<Record<string, string>> = {}) =>
    judge(`FROM golang:1.22\nWORKDIR /app\nCOPY . .\n${line}\n`, { ...files, ...more });
  it('turns go run into a build', () => {
    const found = start('CMD ["go", "run", "-tags", "x", ".", "-port", "80"]');
    expect(found.start?.build).to.equal('go build -tags x -o /usr/local/bin/server .');
    expect(found.start?.cmd).to.deep.equal(['/usr/local/bin/server', '-port', '80']);
    expect(found.start?.tier).to.equal('T2');
    expect(found.paths).to.deep.equal(['/usr/local/bin/server']);
    expect(start('CMD go run main.go').start?.cmd).to.deep.equal(['/usr/local/bin/main']);
    expect(start('ENTRYPOINT ["go", "run", "."]\nCMD ["serve"]').codes).to.deep.equal([]);
  });
  it('refuses it for development images', () => {
    const compose = {
      'docker-compose.yml': 'services:\n  app:\n    build: .\n    volumes:\n      - ./:/app\n',
    };
    expect(start('CMD ["go", "run", "."]', compose).codes).to.deep.equal(['E-DEV-IMAGE']);
    expect(
      start('CMD ["go", "run", "."]', {
        'docker-compose.yml': 'services:\n  app:\n    volumes:\n      - data:/data\n',
      }).codes,
    ).to.deep.equal([]);
    expect(start('CMD go run . -port $PORT').codes).to.deep.equal(['E-DEV-IMAGE']);
    expect(start('CMD ["go", "run", "-exec", "sudo", "."]').codes).to.deep.equal(['E-DEV-IMAGE']);
    expect(start('RUN go install github.com/air-verse/air@latest\nCMD ["air"]').codes).to.deep.equal([
      'E-DEVSERVER',
    ]);
    expect(start('CMD ["CompileDaemon", "-command=./x"]').codes).to.deep.equal(['E-DEVSERVER']);
    expect(start('CMD ["go", "test", "./..."]').codes).to.deep.equal(['E-DEV-IMAGE']);
    expect(start('RUN go build -o x .').codes).to.deep.equal(['E-ENTRY-UNKNOWN']);
  });
  it('finds a program on PATH, behind wrappers, scripts and shells', () => {
    expect(start('RUN go install .\nCMD ["server"]').paths).to.deep.equal(['/go/bin/server']);
    expect(
      start('RUN go build -o /app/s .\nENTRYPOINT ["/usr/bin/tini", "--", "/app/s"]').programs.map(
        (each) => each.name,
      ),
    ).to.deep.equal(['/usr/bin/tini']);
    const shell = start('RUN go build -o s .\nCMD ./s --addr=$ADDR');
    expect(shell.entry?.confidence).to.equal('proven');
    expect(shell.needs.shell).to.not.equal(null);
    const script = start('RUN go build -o s .\nENTRYPOINT ["./run.sh"]\nCMD ["./s"]', {
      'run.sh': '#!/bin/bash\ngit --version | jq .\nexec "$@"\n',
    });
    expect(script.programs.map((each) => each.name)).to.deep.equal(['/bin/bash', 'git', 'jq']);
    expect(script.entry?.confidence).to.equal('proven');
    expect(script.images.some((image) => image.includes('distroless'))).to.equal(false);
  });
  it('hears of programs that only a command substitution of the entry script calls', () => {
    const script = start('RUN go build -o s .\nENTRYPOINT ["./run.sh"]\nCMD ["./s"]', {
      'run.sh': '#!/bin/sh\nTITLE="$(jq -r .title x.json)"\nexport AT=`curl -s x` TITLE\nexec "$@"\n',
    });
    expect(script.programs.map((each) => each.name)).to.include.members(['jq', 'curl']);
    expect(script.entry?.confidence).to.equal('proven');
  });
  it('copies programs out of a directory that mkdir made, and an empty directory as a directory', () => {
    const made = start('RUN mkdir -p bin data && go build -o bin/ .\nCMD ["bin/server"]');
    expect(made.paths).to.deep.equal(['/app/bin/server', '/app/data']);
    expect(made.artefact?.paths.map((each) => each.tree)).to.deep.equal([false, true]);
    const linked = start('RUN go build -o s . && ln -s s server\nCMD ["./s"]');
    expect(linked.artefact?.gaps.join()).to.match(/link/);
  });
  it('keeps the default arguments of go run', () => {
    const found = start('ENTRYPOINT ["go", "run", "."]\nCMD ["--port", "80"]');
    expect(found.start?.entrypoint).to.deep.equal(['/usr/local/bin/server']);
    expect(found.start?.cmd).to.deep.equal(['--port', '80']);
  });
  it('has a gap where another program may read files of the app', () => {
    const gaps = (others: Readonly<Record<string, string>>): string =>
      start('RUN go build -o s .\nCMD ["./s"]', {
        'main.go': program('"os/exec"', 'exec.Command("git", "log").Run()'),
        ...others,
      }).artefact?.gaps.join() ?? '';
    expect(gaps({ 'migrations/1.sql': 'x' })).to.include('git may read');
    expect(gaps({})).to.equal('');
  });
  it('needs a downloaded tool that the start command calls before the program', () => {
    const found = start(
      'RUN go install example.org/tools/migrate@v1.2.3\nRUN go build -o s .\nCMD sh -c "migrate -db $DB up && ./s"',
    );
    expect(found.programs.map((each) => each.name)).to.include('migrate');
    expect(found.entry?.words[0]).to.equal('./s');
  });
  it('finds the program behind the dashes of a waiting script', () => {
    const found = start('RUN go build -o s .\nCMD ["./wait.sh", "db:5432", "--", "./s"]', {
      'wait.sh': '#!/bin/sh\nsleep 1\nshift 2\nexec "$@"\n',
    });
    expect(found.entry?.confidence).to.equal('proven');
    expect(found.entry?.words).to.deep.equal(['./s']);
  });
  it('follows a program that is moved, and not one that is removed', () => {
    expect(start('RUN go build -o s . && mv s /usr/local/bin/svc\nCMD ["svc"]').paths).to.deep.equal([
      '/usr/local/bin/svc',
    ]);
    expect(start('RUN go build -o s . && rm s\nCMD ["./s"]').entry?.confidence).to.equal('unknown');
  });
  it('hears of compose services that are built here, and of no others', () => {
    const build = 'RUN CGO_ENABLED=0 go build -o server .\nCMD ["./server"]';
    const checked = start(
      build,
      service('    build: .\n    healthcheck:\n      test: ["CMD", "curl", "-f", "http://localhost"]\n'),
    );
    expect(checked.programs.map((each) => each.name)).to.deep.equal(['curl']);
    const shell = start(build, service('    build: .\n    command: sh -c "./server migrate"\n'));
    expect(shell.images.some((image) => image.includes('distroless'))).to.equal(false);
    const other = start(build, service('    image: postgres\n    healthcheck:\n      test: pg_isready\n'));
    expect(other.programs).to.deep.equal([]);
    expect(other.images[0]).to.equal('gcr.io/distroless/static-debian12');
    const own = start(build, service('    build: .\n    command: ./server worker\n'));
    expect(own.programs).to.deep.equal([]);
    expect(start(build, service('    build: .\n    command: go run ./cmd/x\n')).codes).to.deep.equal([
      'E-CONSUMER',
    ]);
  });
  it('owns nothing in an image that starts something else', () => {
    const facts = factsOf(
      'FROM php:8.2-apache\nCOPY . /src\nRUN cd /src && go build -o /usr/local/bin/tool .\n',
      files,
    );
    expect(go.contribute(facts).owns).to.equal(false);
  });
});

describe('Go programs that need more than a bare base', () => {
  const judged = (imports: string, body: string): Judged =>
    judge(file('golang:1.22-bookworm', BUILD), { 'go.mod': MOD, 'main.go': program(imports, body) });

  it('look accounts up that distroless images may not have', () => {
    for (const body of ['user.Lookup("www-data")', 'user.LookupGroup(name)', 'f(user.Lookup)'])
      expect(judged('"os/user"', body).needs.distribution, body).to.not.equal(null);
    expect(judged('"os"', 'os.ReadFile("/etc/passwd")').needs.distribution).to.not.equal(null);
    expect(judged('"os/user"', 'user.Lookup("root"); user.Current()').needs.distribution).to.equal(null);
  });
  it('use directories that distroless images do not have', () => {
    expect(judged('"os"', 'os.Create("/srv/app.log")').needs.distribution).to.not.equal(null);
    expect(judged('"os"', 'os.Create("/var/log/app.log")').needs.distribution).to.equal(null);
    expect(judged('"net/http"', 'http.HandleFunc("/media/a/b/c", f)').needs.distribution).to.equal(null);
  });
  it('look for the tool chain, unless they only print where it was', () => {
    expect(judged('"os"; "runtime"', 'os.ReadFile(runtime.GOROOT() + "/VERSION")').codes).to.include(
      'E-COMPILER-AT-RUNTIME',
    );
    expect(judged('"fmt"; "runtime"', 'fmt.Println("root", runtime.GOROOT(), 1)').codes).to.deep.equal([]);
  });
});
