import { type VendorErrorName, type VendorRefusal, vendorErrors } from './vendor-errors.ts';

/** What an error body may carry under `error` (https://open.feishu.cn/document/ukTMukTMukTM/ukDNz4SO0MjL5QzM/get-). */
export interface VendorErrorDetail {
  field_violations?: readonly { field: string; value: string; description: string }[];
  permission_violations?: readonly { type: string; subject: string }[];
}

/** A call refused by the platform; the API answers it with code, message and HTTP status. */
export class VendorError extends Error {
  override readonly name = 'VendorError';
  readonly refusal: VendorRefusal;
  readonly detail: VendorErrorDetail;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    name: VendorErrorName,
    options: { msg?: string; detail?: VendorErrorDetail; headers?: Readonly<Record<string, string>> } = {},
  ) {
    const refusal = vendorErrors[name];
    super(options.msg ?? refusal.msg);
    this.refusal = refusal;
    this.detail = options.detail ?? {};
    this.headers = options.headers ?? {};
  }
}

/** The body of a refusal, in the shape real answers have. */
export function errorBody(error: VendorError, logId: string): object {
  return {
    code: error.refusal.code,
    msg: error.message,
    data: {},
    error: {
      message: error.message,
      log_id: logId,
      troubleshooter: `排查建议查看(Troubleshooting suggestions): https://open.feishu.cn/search?log_id=${logId}`,
      ...error.detail,
    },
  };
}
