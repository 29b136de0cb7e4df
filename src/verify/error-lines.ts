const ERROR =
  /\b(?:error|errors|exception|fatal|panic|traceback|cannot|can't|could not|couldn't|unable|fail(?:ed|s|ure)?|not found|no such|missing|denied|refused|undefined|unknown|warn(?:ing)?|deprecated)\b/i;
const NAMED_ERROR = /\w(?:Error|Exception|Warning)\b/;
/** Names of system errors, as errno(3) has them, and those that Node.js and getaddrinfo(3) add. */
const ERRNO =
  /\b(?:E2BIG|EACCES|EADDRINUSE|EADDRNOTAVAIL|EAFNOSUPPORT|EAGAIN|EAI_[A-Z]+|EALREADY|EBADF|EBUSY|ECANCELED|ECHILD|ECONNABORTED|ECONNREFUSED|ECONNRESET|EDESTADDRREQ|EDQUOT|EEXIST|EFAULT|EFBIG|EHOSTUNREACH|EINTR|EINVAL|EIO|EISCONN|EISDIR|ELOOP|EMFILE|EMSGSIZE|ENAMETOOLONG|ENETDOWN|ENETUNREACH|ENFILE|ENOBUFS|ENODEV|ENOENT|ENOEXEC|ENOLCK|ENOMEM|ENOSPC|ENOSYS|ENOTCONN|ENOTDIR|ENOTEMPTY|ENOTFOUND|ENOTSUP|ENOTTY|ENXIO|EOPNOTSUPP|EOVERFLOW|EPERM|EPIPE|EPROTO|EROFS|ESPIPE|ESRCH|ESTALE|ETIMEDOUT|ETXTBSY|EXDEV)\b/;

const MISSING =
  /cannot find|can't find|could not find|no such file|not found|no module named|cannot import|error while loading shared|cannot open|undefined (?:function|symbol|method)|\bENOENT\b|\bEACCES\b|\bEROFS\b|permission denied|read-only file system|x509|certificate|unknown time ?zone|zoneinfo|not loadable|unable to load/i;

/** True for a line that tells of an error, a warning or something missing. */
export function isErrorLine(line: string): boolean {
  return ERROR.test(line) || NAMED_ERROR.test(line) || ERRNO.test(line);
}

/** True for a line that says that a file, module, library, right or kind of data is not there. */
export function isMissingLine(line: string): boolean {
  return MISSING.test(line);
}
