/** POSIX-like shells by base name. */
export const SHELLS: ReadonlySet<string> = new Set(['sh', 'bash', 'ash', 'dash', 'zsh', 'ksh']);

/**
 * What a shell does itself: there wherever a shell is, never a file. POSIX's, and those of bash that dash scripts are
 * unlikely to mean otherwise.
 */
export const SHELL_BUILTINS: ReadonlySet<string> = new Set(
  `. : [ [[ alias bg break cd command continue declare echo eval exec exit export false fg getopts hash jobs kill let local
  printf pwd read readonly return set shift shopt source test times trap true type typeset ulimit umask unalias unset
  wait`.split(/\s+/),
);

/** Bash's further built-ins; to another shell they may be programs. */
export const BASH_BUILTINS: ReadonlySet<string> = new Set(
  `bind builtin caller compgen complete dirs disown enable fc help history logout mapfile popd pushd readarray
  suspend`.split(/\s+/),
);

/** Words that start a compound command. */
export const SHELL_KEYWORDS: ReadonlySet<string> = new Set(['case', 'function', 'if', 'until', 'while']);
