import type { Note } from '../../src/classify/types.js';
import { inside } from '../../src/effects/commands/place.js';
import type { Facts } from '../../src/transform/types.js';
import { composerInstalls } from './projects.js';
import type { Project } from './projects.js';
import type { RuntimePrograms } from './runtime-programs.js';

/** Development packages that an install without `--no-dev` leaves in the image. */
function developmentNote(facts: Facts, projects: readonly Project[]): readonly Note[] {
  for (const unit of composerInstalls(facts)) {
    const text = unit.unit?.text ?? '';
    if (!/\bcomposer\S*\s+(?:-[^\s&|;]*\s+)*(?:install|update|i|u)\b/.test(text) || /--no-dev\b/.test(text))
      continue;
    if (/^(?:1|true)$/.test(unit.env['COMPOSER_NO_DEV'] ?? '')) continue;
    const known = projects.find((project) => project.lock !== null || project.manifest !== null);
    const count = known?.lock ? known.lock.packagesDev.length : (known?.manifest?.requireDev.length ?? null);
    if (count === 0) continue;
    const what =
      count === null
        ? 'development packages are kept, if there are any'
        : `${count} development package${count === 1 ? ' is' : 's are'} kept`;
    return [
      {
        code: 'H-COMPOSER-DEV',
        message: `${what}: Composer installs them here, and the app may use them`,
        at: unit.place,
        unlock: 'add --no-dev to composer install',
      },
    ];
  }
  return [];
}

/** Caches of Laravel made on the host name the host's packages. */
function hostCacheNote(facts: Facts, directories: readonly string[]): readonly Note[] {
  for (const directory of directories) {
    const path = inside(directory, 'bootstrap/cache/packages.php');
    if (facts.files.stat(path)) {
      return [
        {
          code: 'W-DOCKERIGNORE',
          message: `${path} comes from the build context: it names the packages that were installed there, not the image's`,
          at: null,
          unlock: 'add bootstrap/cache/*.php to .dockerignore',
        },
      ];
    }
  }
  return [];
}

/** Notes of the PHP pack: what is kept on purpose and what deserves a look. */
export function phpNotes(
  facts: Facts,
  projects: readonly Project[],
  programs: RuntimePrograms,
  directories: readonly string[],
): readonly Note[] {
  const notes: Note[] = [...developmentNote(facts, projects), ...hostCacheNote(facts, directories)];
  if (programs.composer) {
    notes.push({
      code: 'H-COMPOSER-RUNTIME',
      message: `Composer and what it calls stay in the image: ${programs.composer.because}`,
      at: null,
      unlock: 'run Composer in the build only',
    });
  }
  if (programs.browser)
    notes.push({
      code: 'H-CHROME',
      message: `the browser and node stay in the image: ${programs.browser.because}`,
      at: null,
    });
  const gap = programs.gaps[0];
  if (gap !== undefined)
    notes.push({
      code: 'H-AMBIGUOUS-PKG',
      message: `tools that may be called are kept: ${gap}`,
      at: null,
      unlock: 'start programs by literal names, and give the whole build context',
    });
  if (facts.base?.archiveDead) {
    notes.push({
      code: 'W-EOL',
      message: `the packages of ${facts.base.release ?? 'this release'} have left the archive`,
      at: null,
      unlock: 'move to a tag on a supported release',
    });
  }
  return notes;
}
