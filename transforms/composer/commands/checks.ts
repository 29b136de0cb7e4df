import { family } from '../../../src/effects/commands/family.js';
import type { CommandModel, CommandTable } from '../../../src/effects/types.js';
import { gateCommand, projectCommand } from './project.js';

const CACHES = ['.phpunit.cache', '.phpunit.result.cache', '.php-cs-fixer.cache'];

const check: CommandModel = (argv, context) => {
  const name = (argv[0]?.value ?? '').split('/').at(-1) ?? '';
  return gateCommand(name, `${name} checks the project and can fail the build`, context, CACHES);
};

/** A tool that changes the sources unless it is told to look only. */
const fixer =
  (look: RegExp): CommandModel =>
  (argv, context) => {
    const name = (argv[0]?.value ?? '').split('/').at(-1) ?? '';
    const only = argv.slice(1).some((word) => look.test(word.value ?? ''));
    return only ? check(argv, context) : projectCommand(name, `${name} rewrites sources`, context);
  };

/** Test runners, analysers and style checkers. */
export const checkCommands: CommandTable = family({
  phpunit: check,
  pest: check,
  paratest: check,
  behat: check,
  phpspec: check,
  codecept: check,
  phpstan: check,
  psalm: check,
  phan: check,
  phpcs: check,
  phpmd: check,
  phpcpd: check,
  deptrac: check,
  infection: check,
  'parallel-lint': check,
  'simple-phpunit': check,
  pint: fixer(/^--(?:test|bail)$/),
  'php-cs-fixer': fixer(/^(?:--dry-run|check|list-files|--version)$/),
  phpcbf: fixer(/^--version$/),
  rector: fixer(/^(?:--dry-run|-n)$/),
  ecs: fixer(/^(?:check|--version)$/),
});
