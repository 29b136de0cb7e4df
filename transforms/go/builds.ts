import { createContext, nextContext, unitEffects } from '../../src/effects/analyse.js';
import { homeOf } from '../../src/effects/home.js';
import { genericCommands } from '../../src/effects/table.js';
import type { CommandTable } from '../../src/effects/types.js';
import type { Facts, UnitFacts } from '../../src/transform/types.js';
import type { GoCall } from './commands/call.js';
import { getInstalls, goCommandsWith } from './commands/models.js';
import { outputsOf, type Produced } from './commands/output.js';

/** One `go build`, `go install` or installing `go get` of the target stage, where it stands. */
export interface GoBuild {
  readonly call: GoCall;
  readonly unit: UnitFacts;
  readonly produced: readonly Produced[];
  /** Why the list of what it produces may be incomplete. */
  readonly open: string | null;
}

export interface GoCalls {
  /** Every `go` call in order, with the unit that makes it. */
  readonly calls: readonly { readonly call: GoCall; readonly unit: UnitFacts }[];
  readonly builds: readonly GoBuild[];
}

/** `go env -w NAME=VALUE` holds for every later call that the environment does not overrule. */
function withStored(call: GoCall, stored: Readonly<Record<string, string>>): GoCall {
  return { ...call, env: { ...stored, ...call.env } };
}

/** Finds every call of `go` in the target stage, in scripts, make recipes and `sh -c` too, and what its builds leave. */
export function goCalls(facts: Facts): GoCalls {
  const calls: { call: GoCall; unit: UnitFacts }[] = [];
  const builds: GoBuild[] = [];
  const stored: Record<string, string> = {};
  let current: UnitFacts | null = null;
  const table: CommandTable = {
    ...goCommandsWith((plain, context) => {
      if (!current) return;
      const call = withStored(plain, stored);
      if (call.verb === 'env' && call.flags.some((flag) => flag.name === 'w'))
        for (const each of [...call.packages, ...call.flags.map((flag) => flag.value ?? '')]) {
          const [name = '', ...value] = each.split('=');
          if (value.length > 0) stored[name] = value.join('=');
        }
      calls.push({ call, unit: current });
      if (!['build', 'install', 'get'].includes(call.verb)) return;
      const found = outputsOf(call, context.files, context.home, getInstalls(call, context) === true);
      if (call.verb === 'get' && found.produced.length === 0) return;
      builds.push({ call, unit: current, produced: found.produced, open: found.open });
    }),
    ...genericCommands,
  };
  let index = -1;
  let context: ReturnType<typeof createContext> | null = null;
  for (const unit of facts.units) {
    if (!unit.unit) continue;
    if (unit.instruction.index !== index || !context) {
      index = unit.instruction.index;
      context = createContext({
        cwd: unit.cwd,
        user: unit.user,
        home: homeOf(unit.user, unit.env),
        env: (name) => unit.env[name],
        files: unit.files,
        table,
      });
    }
    current = unit;
    unitEffects(unit.unit, context);
    context = nextContext(unit.unit, context);
  }
  return { calls, builds };
}
