import { expect } from 'chai';
import { memoryFileSystem } from '../../src/project/file-system.js';
import { rewrite } from '../../src/rewrite.js';

const context = memoryFileSystem({ 'composer.json': '{}', 'public/index.php': '<?php echo 1;' });

function rewritten(text: string): string {
  const { report } = rewrite({ text, source: 'Dockerfile' }, {}, { context });
  expect(report.outcome).to.equal('rewritten');
  return report.text ?? '';
}

const TOOLS = 'RUN apt-get update && apt-get install -y git libicu-dev && docker-php-ext-install intl';

describe('paths that build arguments decide', () => {
  it('writes a copied working directory with the argument that names it', () => {
    const text = rewritten(
      `FROM php:8.2-fpm\nARG APP_DIR=/srv/app\n${TOOLS}\nWORKDIR $APP_DIR\nCOPY . .\nRUN composer install\n`,
    );
    expect(text).to.include('COPY --from=build $APP_DIR $APP_DIR');
    expect(text).to.not.include('build /srv/app');
  });

  it('writes what is below a directory of the argument, and owners, the way the input does', () => {
    const text = rewritten(
      `FROM php:8.2-fpm\nARG user=tern\n${TOOLS}\nRUN useradd $user\nWORKDIR /srv/$user/app\nCOPY . .\nRUN composer install && chown -R $user:$user /srv/$user\nUSER $user\n`,
    );
    const runtime = text.slice(text.indexOf(' AS runtime'));
    expect(runtime).to.include('chown $user:$user /srv/$user');
    expect(runtime).to.include('COPY --from=build /srv/$user/app /srv/$user/app');
    expect(runtime).to.not.include('/srv/tern');
  });

  it('follows an ENV that an ARG feeds, and leaves one alone that nothing feeds', () => {
    const text = rewritten(
      `FROM php:8.2-fpm\nARG ROOT=/srv\nENV HOME_OF_APP=$ROOT/app\n${TOOLS}\nWORKDIR $HOME_OF_APP\nCOPY . .\nRUN composer install\n`,
    );
    expect(text).to.match(/COPY --from=build \$(?:HOME_OF_APP|ROOT\/app) /);
    const fixed = rewritten(
      `FROM php:8.2-fpm\nENV APP=/srv/app\n${TOOLS}\nWORKDIR $APP\nCOPY . .\nRUN composer install\n`,
    );
    expect(fixed).to.include('COPY --from=build /srv/app /srv/app');
  });

  it('names paths as they are ahead of a USER when the argument comes after it', () => {
    const text = rewritten(
      `FROM php:8.2-fpm\n${TOOLS}\nUSER www-data\nARG DIR=/srv/app\nWORKDIR $DIR\nCOPY --chown=www-data:www-data . $DIR\nRUN composer install\n`,
    );
    const runtime = text.slice(text.indexOf(' AS runtime'));
    expect(runtime).to.include('COPY --from=build $DIR $DIR');
    expect(runtime.slice(0, runtime.indexOf('USER'))).to.not.include('$DIR');
  });
});
