/** What a person reads when an answer carries no sentence of its own, as those of a proxy do. */
/** @type {Map<number, [message: string, hint: string]>} by HTTP status */
const sayings = new Map([
  [401, ['需要登录才能使用。', '请刷新页面，输入密码后再试。']],
  [403, ['没有使用权限。', '请联系管理员。']],
  [404, ['找不到这次同步。', '它可能已经过期，请重新上传文件。']],
  [
    413,
    [
      '文件太大，没有上传成功。',
      '请把名单分成几个文件，分别上传；如果文件不大，请管理员调高代理服务器的上传上限。',
    ],
  ],
  [429, ['操作太频繁。', '请稍等片刻。']],
]);

/** As an HTTP status. */
const tooLarge = 413;

/** Why a request gave no usable answer: `message` says what happened, `hint` what to do. */
export class RequestProblem extends Error {
  /**
   * @param {string} message
   * @param {{ hint?: string, code?: string, temporary?: boolean, needsLogin?: boolean, needsOtherFile?: boolean }} [more]
   *   `code`: for whoever is asked about it; `temporary`: worth asking again by itself; `needsOtherFile`: the same one is
   *   refused however often it is sent
   */
  constructor(
    message,
    { hint = '', code = '', temporary = false, needsLogin = false, needsOtherFile = false } = {},
  ) {
    super(message);
    this.hint = hint;
    this.code = code;
    this.temporary = temporary;
    this.needsLogin = needsLogin;
    this.needsOtherFile = needsOtherFile;
  }

  get text() {
    return this.message + this.hint;
  }
}

/** The person has taken the upload back. */
export class UploadCanceled extends RequestProblem {
  constructor() {
    super('已取消上传。', { hint: '如果文件已经送到，它会出现在“全部记录”里。' });
  }
}

/** The network or the service cannot be reached at all. */
export function unreachable() {
  return new RequestProblem('连接不上同步服务。', {
    hint: '请检查网络，再试一次。',
    temporary: true,
  });
}

/** A fault of the page itself. */
export const pageBroken = () => new RequestProblem('页面出错了，没有上传。', { hint: '请刷新页面后再试。' });

/**
 * Reads an answer that must be JSON. An empty one is null.
 * @param {number} status HTTP status
 * @param {string} text body
 * @throws {RequestProblem} for a refusal, and for what is not JSON
 */
export function readAnswer(status, text) {
  const accepted = status >= 200 && status < 300;
  try {
    const answer = text === '' ? null : JSON.parse(text);
    if (accepted) return answer;
    if (typeof answer?.error?.message === 'string') throw refusal(status, answer.error);
  } catch (error) {
    if (error instanceof RequestProblem) throw error;
  }
  throw unreadable(status);
}

/** @param {number} status @param {{ code?: string, message: string, hint?: string }} error */
function refusal(status, { code = '', message, hint = '' }) {
  if (code === 'login_required') return loginIsOver();
  return new RequestProblem(message, {
    hint,
    code,
    temporary: isTemporary(status),
    needsOtherFile: status === tooLarge,
  });
}

/** @param {number} status */
function unreadable(status) {
  const [message, hint] = sayings.get(status) ?? [
    `同步服务暂时没有正常回答（${status}）。`,
    '请稍后再试；一直这样，请联系管理员。',
  ];
  return new RequestProblem(message, {
    hint,
    code: `HTTP ${status}`,
    temporary: isTemporary(status),
    needsOtherFile: status === tooLarge,
  });
}

/** It passes when the person has logged in, in this window or another. */
function loginIsOver() {
  return new RequestProblem('登录已过期。', {
    hint: '请在新页面登录，再回到这里。',
    temporary: true,
    needsLogin: true,
  });
}

/** A 2xx that is not JSON comes from something in between, such as a hotel's login page: it passes. @param {number} status */
function isTemporary(status) {
  return status < 400 || status === 408 || status === 429 || status >= 500;
}
