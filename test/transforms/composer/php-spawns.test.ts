import { expect } from 'chai';
import { assert, constantFrom, array, property, string } from 'fast-check';
import { phpSpawns } from '../../../transforms/composer/php-spawns.js';

function names(code: string): readonly (string | null)[] {
  return phpSpawns(`<?php\n${code}\n`).map((spawn) => spawn.name);
}

describe('transforms/composer/php-spawns', () => {
  it('finds the programs of the exec family', () => {
    expect(names("exec('git rev-parse HEAD', $out);")).to.deep.equal(['git']);
    expect(names('$x = \\shell_exec("/usr/bin/convert -resize {$w}x{$h} $in out.png");')).to.deep.equal([
      'convert',
    ]);
    expect(names("passthru('cd ' . $dir . ' && zip -r ' . escapeshellarg($a) . ' .');")).to.deep.equal([
      'zip',
    ]);
    expect(names("system(sprintf('pdftotext %s -', $file));")).to.deep.equal(['pdftotext']);
    expect(names('$h = popen("LANG=C sudo -n mysqldump $db | gzip > $file", "r");')).to.deep.equal([
      'mysqldump',
      'gzip',
    ]);
    expect(names("proc_open(['ffmpeg', '-i', $in], $spec, $pipes);")).to.deep.equal(['ffmpeg']);
    expect(names('echo `uname -a`;')).to.deep.equal(['uname']);
  });

  it('finds those of the Process classes of Symfony and Laravel', () => {
    expect(names("$p = new Process(['git', 'log']); $p->run();")).to.deep.equal(['git']);
    expect(names("new \\Symfony\\Component\\Process\\Process(array('node', $script));")).to.deep.equal([
      'node',
    ]);
    expect(names("Process::fromShellCommandline('unzip ' . $zip);")).to.deep.equal(['unzip']);
    expect(names("Process::path(base_path())->timeout(60)->run('npm run build');")).to.deep.equal(['npm']);
    expect(names("(new ExecutableFinder())->find('wkhtmltopdf', null);")).to.deep.equal(['wkhtmltopdf']);
  });

  it('says so when the code computes the program', () => {
    expect(names('exec($command);')).to.deep.equal([null]);
    expect(names('shell_exec("$bin --version");')).to.deep.equal([null]);
    expect(names("exec($this->binary . ' -v');")).to.deep.equal([null]);
    expect(names('new Process($cmd);')).to.deep.equal([null]);
    expect(names("exec('git status && ' . $next);")).to.deep.equal(['git', null]);
  });

  it('does not take methods, declarations, comments and strings for calls', () => {
    expect(names("$pdo->exec('CREATE TABLE git');")).to.deep.equal([]);
    expect(names('curl_exec($ch); mb_system($x);')).to.deep.equal([]);
    expect(names('function exec($x) { return $x; }')).to.deep.equal([]);
    expect(names("// exec('git')\n# exec('zip')\n/* `ls` */ $s = \"exec('unzip')\";")).to.deep.equal([]);
    expect(names("$s = <<<'SQL'\nexec('git') `ls`\nSQL;\n$t = 1;")).to.deep.equal([]);
    expect(names("$process = Process::class; #[Process('x')]\nclass A {}")).to.deep.equal([]);
    expect(phpSpawns('<p>exec("git") `ls`</p><?php echo 1 ?><b>`x`</b>')).to.deep.equal([]);
  });

  it('names the line', () => {
    expect(phpSpawns("<?php\n\n$a = 'x\ny';\nexec('git');")).to.deep.equal([
      { name: 'git', line: 5, by: 'exec' },
    ]);
  });

  it('reads any text to its end', () => {
    const piece = constantFrom(
      "exec('",
      'exec("',
      '`',
      '<<<A\n',
      'A;',
      '?>',
      '<?php ',
      '/*',
      '#[',
      '{$',
      '${',
      'Process::',
      '->run(',
      '(',
      ')',
      "'",
      '"',
      '\\',
      ',',
    );
    assert(
      property(array(piece, { maxLength: 30 }), string(), (pieces, tail) => {
        const found = phpSpawns(`<?php ${pieces.join(' ')}${tail}`);
        return found.every((spawn) => spawn.name !== '' && spawn.line > 0);
      }),
    );
  });
});
