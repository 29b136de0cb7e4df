import { noNeeds } from '../../src/transform/no-needs.js';
import type { Evidence, Obligation, Refusal } from '../../src/classify/types.js';
import { inside, isBelow } from '../../src/effects/commands/place.js';
import type { Claim, Contribution, Facts } from '../../src/transform/types.js';
import { isPhpImage } from './bases.js';
import { buildOnlyPaths, COMPOSER_TOOL, globalTools, removableModules } from './build-only.js';
import { EXTENSION_DIR, EXTENSION_INI_DIR } from './commands/extensions.js';
import { extensionGuard } from './guard.js';
import { compiledExtensions, extensionLibraries, installedPackages } from './libraries.js';
import type { CompiledExtension, Libraries } from './libraries.js';
import { phpNotes } from './notes.js';
import { phpDirectories, composerProjects, isSharedDirectory } from './projects.js';
import type { Project } from './projects.js';
import { runtimePrograms } from './runtime-programs.js';
import type { RuntimePrograms } from './runtime-programs.js';
import { startsPhpShell, phpProcess, startedCalls, startedConfidence } from './started.js';

function fact(rule: string, because: string): Evidence {
  return { rule: `composer/${rule}`, because, at: null };
}

function root(path: string, rule: string, because: string): Claim {
  return { path, tree: true, confidence: 'strong', evidence: fact(rule, because) };
}

/** Directories that must be there at run time: the app whole, its path repositories, extensions and what enables them. */
function roots(
  facts: Facts,
  projects: readonly Project[],
  directories: readonly string[],
  extensions: readonly CompiledExtension[],
  programs: RuntimePrograms,
): readonly Claim[] {
  const found = directories.map((path) =>
    root(path, 'app-directory', 'the directory of the app, which PHP may read at any time'),
  );
  for (const project of projects) {
    if (isSharedDirectory(project.directory))
      found.push(
        root(
          inside(project.directory, project.manifest?.vendorDir ?? 'vendor'),
          'vendor',
          'packages that Composer installs',
        ),
      );
    for (const path of [
      ...(project.manifest?.pathRepositories ?? []),
      ...(project.manifest?.installerPaths ?? []),
    ]) {
      const target = inside(project.directory, path);
      if (!isSharedDirectory(target) && !isBelow(target, directories))
        found.push(
          root(target, 'path-repository', 'vendor links to it, or Composer installs packages into it'),
        );
    }
  }
  if (extensions.length > 0) {
    found.push(
      root(EXTENSION_DIR, 'extensions', 'compiled extensions'),
      root(EXTENSION_INI_DIR, 'extension-ini', 'enables the compiled extensions'),
    );
  }
  found.push(...globalTools(facts));
  if (programs.composer) {
    // By its installer; COPY --from brings it to the final stage again by itself.
    for (const unit of facts.units) {
      if (unit.instruction.type !== 'run') continue;
      for (const write of unit.effects.writes) {
        if (write.role !== 'tool' || write.tree || !COMPOSER_TOOL.test(write.path)) continue;
        const claim = root(write.path, 'composer-tool', programs.composer.because);
        found.push({ ...claim, tree: false });
      }
    }
  }
  if (programs.node) {
    for (const unit of facts.units) {
      for (const write of unit.effects.writes) {
        if (write.role === 'tool' && /\/node_modules$|\/yarn(?:-v[\d.]+)?$/.test(write.path))
          found.push(root(write.path, 'node-tools', `node runs in the container: ${programs.node.because}`));
      }
    }
  }
  return found;
}

/** The release's archive is gone: a package call in a new stage could not work. */
function archiveRefusal(facts: Facts, libraries: Libraries): Refusal | null {
  if (!facts.base?.archiveDead) return null;
  if (libraries.needs.length === 0 && installedPackages(facts).length === 0) return null;
  const moved = facts.units.some((unit) =>
    /(?:archive|snapshot)\.debian\.org|old-releases\.ubuntu\.com/.test(
      `${unit.unit?.text ?? ''}${unit.instruction.body}`,
    ),
  );
  if (moved) return null;
  return {
    code: 'E-ARCHIVE-DEAD',
    message: `the final stage would have to install packages, and those of ${facts.base.release ?? 'this release'} have left the archive`,
    at: null,
    unlock:
      'move to a tag on a supported release, or point the package sources at the archive in the Dockerfile',
  };
}

function obligations(
  programs: RuntimePrograms,
  libraries: Libraries,
  extensions: readonly CompiledExtension[],
): readonly Obligation[] {
  const gap = programs.gaps[0];
  const missing = libraries.gaps.join(', ');
  return [
    {
      id: 'binaries',
      confidence: programs.complete ? 'strong' : 'weak',
      evidence: [fact('programs', gap ?? 'entry scripts and the PHP code of the app were read')],
      unlock: 'give the whole build context, and start programs by literal names',
    },
    {
      id: 'libraries',
      confidence: libraries.gaps.length > 0 ? 'weak' : 'strong',
      evidence: [
        fact(
          'extension-libraries',
          missing !== ''
            ? `the run-time libraries of ${missing} are not known here`
            : extensions.length > 0
              ? 'libraries of all compiled extensions are installed, and the build checks that they load'
              : 'no extension is compiled',
        ),
      ],
      unlock: 'name the release in the image tag',
    },
  ];
}

/** What the PHP pack knows of a file: the app is carried whole, extensions with their libraries, Composer's tools are left behind. */
export function contributePhp(facts: Facts): Contribution {
  const started = startedCalls(facts);
  const process = phpProcess(started);
  const interactive = startsPhpShell(facts);
  const foreign = started.calls.some((call) =>
    /^(?:node|npm|npx|yarn|pnpm|python3?|ruby|java|nginx)$/.test(call.name),
  );
  const owns = !interactive && (process !== null || (isPhpImage(facts.baseRef) && !foreign));
  const mine = owns || (interactive && isPhpImage(facts.baseRef));
  const projects = composerProjects(facts);
  const directories = phpDirectories(facts, projects);
  const programs = runtimePrograms(facts, started, projects, directories);
  const extensions = compiledExtensions(facts);
  const libraries = extensionLibraries(facts, extensions);
  const confidence = startedConfidence(started, process);
  const words = [...(facts.contract.entrypoint ?? []), ...(facts.contract.cmd ?? [])];
  const dead = owns ? archiveRefusal(facts, libraries) : null;
  const guard = extensionGuard(facts, extensions);
  const refusals = [dead].filter((each) => each !== null);
  if (interactive && isPhpImage(facts.baseRef)) {
    refusals.push({
      code: 'E-ENTRY-UNKNOWN',
      message: 'the container starts the interactive shell of PHP: what runs in it is decided elsewhere',
      at: null,
      unlock: 'state the command with CMD or ENTRYPOINT',
    });
  }
  return {
    pack: 'composer',
    owns: mine,
    entry:
      words.length > 0 && !interactive
        ? { words, confidence, evidence: [process?.evidence ?? fact('entry', 'the command of the image')] }
        : null,
    roots: roots(facts, projects, directories, extensions, programs),
    artefact: null,
    removable: removableModules(facts, programs, directories),
    prune: [],
    programs: programs.needs,
    libraries: libraries.needs,
    needs: noNeeds,
    linkage: { value: 'dynamic', evidence: [fact('php', 'PHP loads extensions as shared libraries')] },
    buildOnly: buildOnlyPaths(facts, programs, owns),
    obligations: mine ? obligations(programs, libraries, extensions) : [],
    guards: guard ? [guard] : [],
    refusals,
    notes: mine ? [...phpNotes(facts, projects, programs, directories), ...libraries.notes] : [],
    wants: [],
    start: null,
  };
}
