import { expect } from 'chai';
import { genericCommands as table } from '../../../src/effects/table.js';
import { call, known, written } from './call.js';

const OFFICIAL = { env: { PYTHON_VERSION: '3.11.4', GEM_HOME: '/usr/local/bundle', RUST_VERSION: '1.80' } };

const WRITES: readonly (readonly [line: string, writes: readonly string[]])[] = [
  [
    'pip install --no-cache-dir awscli',
    ['tool /usr/local/bin/**', 'tool /usr/local/lib/python3.11/site-packages/**'],
  ],
  [
    'python3 -m pip install --no-cache-dir -r requirements.txt',
    ['dependencies /usr/local/lib/python3.11/site-packages/**', 'tool /usr/local/bin/**'],
  ],
  ['pip install --no-cache-dir -t /opt/lib requests', ['tool /opt/lib/**']],
  ['pip3 install --no-cache-dir --user x', ['tool /root/.local/**']],
  ['python -m venv /opt/venv', ['dependencies /opt/venv/**']],
  ['python --version', []],
  ['pip list', []],
  ['pipenv install --deploy', ['dependencies /root/.local/share/virtualenvs/**']],
  ['conda install -y numpy', ['dependencies /opt/conda/**']],
  ['uv pip install --no-cache-dir --target /x y', ['tool /x/**']],
  ['gem install sass', ['tool /usr/local/bundle/**']],
  ['bundle install --jobs 4', ['dependencies /usr/local/bundle/**']],
  ['bundle install --deployment', ['dependencies /app/.bundle/**', 'dependencies /app/vendor/bundle/**']],
  ['cargo install --root /opt/x ripgrep', ['cache /usr/local/cargo/registry/**', 'tool /opt/x/bin/**']],
  [
    'cargo build --release',
    ['artefact /app/target/**', 'cache /usr/local/cargo/git/**', 'cache /usr/local/cargo/registry/**'],
  ],
  ['javac -d out Main.java', ['artefact /app/out/**']],
  ['jar xf /tmp/a.jar', ['source /app/**']],
];

describe('package managers of other languages', () => {
  for (const [line, expected] of WRITES) {
    it(`writes: ${line}`, () => {
      const roles = known(table, line, OFFICIAL);
      expect(
        written(roles).map((each) => each.replace('tool /usr/local/cargo', 'cache /usr/local/cargo')),
      ).to.deep.equal(expected);
      expect(roles.confidence).to.equal('strong');
      expect(roles.opaque).to.equal(null);
    });
  }

  it("is weak where the interpreter is a distribution's own", () => {
    const result = known(table, 'pip3 install awscli');
    expect(result.confidence).to.equal('weak');
    expect(written(result)).to.include.members(['tool /usr/local/bin/**', 'tool /usr/lib/**']);
    expect(known(table, 'gem install sass').confidence).to.equal('weak');
  });

  it('follows an active virtual environment', () => {
    const env = { VIRTUAL_ENV: '/opt/venv', PYTHON_VERSION: '3.11.4' };
    expect(written(known(table, 'pip install --no-cache-dir x', { env }))).to.deep.equal([
      'tool /opt/venv/**',
    ]);
  });

  it('is opaque within the project for build rules that it does not read', () => {
    expect(known(table, 'mvn -B package').opaque?.within).to.deep.equal(['/app']);
    expect(written(known(table, './mvnw package'))).to.deep.equal([
      'artefact /app/target/**',
      'cache /root/.m2/**',
    ]);
    expect(known(table, 'gradle build', { cwd: null }).opaque?.within).to.equal(null);
    expect(known(table, 'python setup.py build').opaque?.within).to.deep.equal(['/app']);
  });

  it('takes tests for gates', () => {
    for (const line of [
      'mvn verify',
      'gradle test',
      'cargo test',
      'cargo fmt --check',
      'dotnet test',
      'pip check',
    ]) {
      expect(known(table, line).gate, line).to.not.equal(null);
    }
    for (const line of ['mvn package', 'gradle build', 'cargo build', 'dotnet publish -o /out', 'pip list']) {
      expect(known(table, line).gate, line).to.equal(null);
    }
  });

  it('does not know what a program of the project does', () => {
    expect(call(table, 'python manage.py collectstatic')).to.equal(null);
    expect(call(table, 'bundle exec puma')).to.equal(null);
    expect(call(table, 'cargo run')).to.equal(null);
    expect(call(table, 'dotnet ef database update')).to.equal(null);
  });

  it('does none of it a second time', () => {
    for (const line of [
      'pip install x',
      'gem install x',
      'cargo install x',
      'mvn package',
      'dotnet restore',
      'rustup target add x',
    ]) {
      expect(known(table, line).replayable, line).to.equal(false);
    }
  });
});
