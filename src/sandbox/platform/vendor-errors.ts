import { accountsRefusals } from './accounts-refusals.ts';
import { chatRefusals } from './chat-refusals.ts';
import { genericRefusals } from './generic-refusals.ts';

/**
 * The refusals of the platform: code, HTTP status and message as the error tables of the API pages list them
 * (https://open.feishu.cn/document/ukTMukTMukTM/ugjM14COyUjL4ITN and each page of bitable-v1). Business refusals
 * are mostly HTTP 200. Statuses marked "undocumented" are a reading, not a fact.
 */
export const vendorErrors = {
  // Token and gateway
  InvalidParam: { code: 10003, status: 200, msg: 'invalid param' },
  AppIdNotExists: { code: 10014, status: 200, msg: 'app id not exists' },
  AppUnauthorized: { code: 10014, status: 200, msg: 'app unauthorized' },
  AppSecretInvalid: { code: 10014, status: 200, msg: 'app secret invalid' },
  RequestFrequencyLimit: { code: 99991400, status: 429, msg: 'request trigger frequency limit' },
  MissingAccessToken: {
    code: 99991661,
    status: 400,
    msg: 'Missing access token for authorization. Please make a request with token attached.',
  },
  InvalidAccessToken: {
    code: 99991663,
    status: 400,
    msg: 'Invalid access token for authorization. Please make a request with token attached.',
  },
  AccessDenied: { code: 99991672, status: 400, msg: 'Access denied.' },
  FieldValidationFailed: { code: 99992402, status: 400, msg: 'field validation failed' },
  MonthlyQuotaExceeded: {
    code: 99991403,
    status: 400,
    msg: "This month's API call quota has been exceeded",
  },
  // Documents: statuses undocumented but for 91403
  NotExist: { code: 91402, status: 404, msg: 'NOTEXIST' },
  Forbidden: { code: 91403, status: 403, msg: 'Forbidden' },
  // Wiki
  WikiParamErr: { code: 131002, status: 400, msg: 'param err: token is required' },
  WikiNotFound: { code: 131005, status: 400, msg: 'not found: node not found' },
  WikiPermissionDenied: { code: 131006, status: 400, msg: 'permission denied: node permission denied' },
  // Collaborators
  PermissionInvalidParameter: { code: 1063001, status: 400, msg: 'Invalid parameter' },
  NoSharePermission: { code: 1063004, status: 403, msg: 'User has no share permission' },
  ResourceDeleted: { code: 1063005, status: 404, msg: 'Resource is deleted' },
  // Base
  WrongRequestJson: { code: 1254000, status: 200, msg: 'WrongRequestJson' },
  WrongRequestBody: { code: 1254001, status: 200, msg: 'WrongRequestBody' },
  Fail: { code: 1254002, status: 200, msg: 'Fail' },
  WrongBaseToken: { code: 1254003, status: 200, msg: 'WrongBaseToken' },
  WrongTableId: { code: 1254004, status: 200, msg: 'WrongTableId' },
  WrongViewId: { code: 1254005, status: 200, msg: 'WrongViewId' },
  WrongRecordId: { code: 1254006, status: 200, msg: 'WrongRecordId' },
  WrongFieldId: { code: 1254009, status: 200, msg: 'WrongFieldId' },
  PageSizeNotPositive: { code: 1254011, status: 400, msg: 'Page size must greater than 0.' },
  NotSupportFieldOrView: { code: 1254012, status: 200, msg: 'NotSupportFieldOrView' },
  TableNameDuplicated: { code: 1254013, status: 200, msg: 'TableNameDuplicated' },
  FieldNameDuplicated: { code: 1254014, status: 200, msg: 'FieldNameDuplicated' },
  FieldTypesDoNotMatch: { code: 1254015, status: 400, msg: 'Field types do not match.' },
  FieldTypeValueNotMatch: { code: 1254015, status: 200, msg: 'FieldTypeValueNotMatch' },
  InvalidSort: { code: 1254016, status: 200, msg: 'InvalidSort' },
  InvalidFilter: { code: 1254018, status: 200, msg: 'InvalidFilter' },
  InvalidViewType: { code: 1254019, status: 200, msg: 'InvalidViewType' },
  ViewNameDuplicated: { code: 1254020, status: 200, msg: 'ViewNameDuplicated' },
  InvalidViewName: { code: 1254022, status: 200, msg: 'InvalidViewName' },
  InvalidFieldNames: { code: 1254024, status: 200, msg: 'InvalidFieldNames' },
  EmptyFieldName: { code: 1254028, status: 400, msg: 'EmptyFieldName' },
  InvalidFieldName: { code: 1254029, status: 400, msg: 'InvalidFieldName' },
  TooLargeResponse: { code: 1254030, status: 200, msg: 'TooLargeResponse' },
  InvalidAppName: { code: 1254031, status: 400, msg: 'InvalidAppName' },
  LastTable: { code: 1254034, status: 403, msg: 'The last table cannot be deleted.' },
  InvalidPageToken: { code: 1254030, status: 400, msg: 'InvalidPageToken' },
  BaseIsCopying: { code: 1254036, status: 400, msg: 'Base is copying, please try again later.' },
  InvalidClientToken: {
    code: 1254037,
    status: 400,
    msg: 'Invalid client token, make sure that it complies with the specification.',
  },
  BaseTokenNotFound: { code: 1254040, status: 200, msg: 'BaseTokenNotFound' },
  TableIdNotFound: { code: 1254041, status: 200, msg: 'TableIdNotFound' },
  ViewIdNotFound: { code: 1254042, status: 200, msg: 'ViewIdNotFound' },
  RecordIdNotFound: { code: 1254043, status: 200, msg: 'RecordIdNotFound' },
  FieldIdNotFound: { code: 1254044, status: 200, msg: 'FieldIdNotFound' },
  FieldNameNotFound: { code: 1254045, status: 200, msg: 'FieldNameNotFound' },
  PrimaryFieldCannotBeDeleted: {
    code: 1254046,
    status: 200,
    msg: 'The Primary Field cannot be deleted.',
  },
  TextFieldConvFail: { code: 1254060, status: 200, msg: 'TextFieldConvFail' },
  NumberFieldConvFail: { code: 1254061, status: 200, msg: 'NumberFieldConvFail' },
  SingleSelectFieldConvFail: { code: 1254062, status: 200, msg: 'SingleSelectFieldConvFail' },
  MultiSelectFieldConvFail: { code: 1254063, status: 200, msg: 'MultiSelectFieldConvFail' },
  DatetimeFieldConvFail: { code: 1254064, status: 200, msg: 'DatetimeFieldConvFail' },
  CheckboxFieldConvFail: { code: 1254065, status: 200, msg: 'CheckboxFieldConvFail' },
  UserFieldConvFail: { code: 1254066, status: 200, msg: 'UserFieldConvFail' },
  LinkFieldConvFail: { code: 1254067, status: 200, msg: 'LinkFieldConvFail' },
  UrlFieldConvFail: { code: 1254068, status: 200, msg: 'URLFieldConvFail' },
  AttachFieldConvFail: { code: 1254069, status: 200, msg: 'AttachFieldConvFail' },
  PhoneFieldConvFail: {
    code: 1254072,
    status: 200,
    msg: 'Failed to convert phone field, please make sure it is correct.',
  },
  DuplexLinkFieldConvFail: {
    code: 1254074,
    status: 400,
    msg: 'The parameters of Duplex Link field are invalid and need to be filled with an array of string',
  },
  SingleSelectFieldPropertyError: { code: 1254082, status: 400, msg: 'SingleSelectFieldPropertyError' },
  LinkFieldPropertyError: { code: 1254089, status: 400, msg: 'LinkFieldPropertyError' },
  DuplexLinkFieldPropertyError: { code: 1254092, status: 400, msg: 'DuplexLinkFieldPropertyError' },
  TableExceedLimit: { code: 1254100, status: 200, msg: 'TableExceedLimit' },
  ViewExceedLimit: { code: 1254101, status: 200, msg: 'ViewExceedLimit' },
  RecordExceedLimit: { code: 1254103, status: 200, msg: 'RecordExceedLimit' },
  RecordAddOnceExceedLimit: { code: 1254104, status: 200, msg: 'RecordAddOnceExceedLimit' },
  ColumnExceedLimit: { code: 1254105, status: 200, msg: 'ColumnExceedLimit' },
  FilterLengthExceedLimit: { code: 1254107, status: 200, msg: 'FilterLengthExceedLimit' },
  SortLengthExceedLimit: { code: 1254108, status: 200, msg: 'SortLengthExceedLimit' },
  TooLargeCell: { code: 1254130, status: 200, msg: 'TooLargeCell' },
  InternalError1254200: { code: 1254200, status: 200, msg: 'InternalError' },
  TooManyRequest: { code: 1254290, status: 200, msg: 'TooManyRequest' },
  WriteConflict: { code: 1254291, status: 200, msg: 'Write conflict' },
  PermissionDenied: { code: 1254302, status: 403, msg: 'Permission denied.' },
  RolePermissionDenied: { code: 1254304, status: 403, msg: 'Permission denied.' },
  PlanLimit: {
    code: 1254306,
    status: 403,
    msg: 'The tenant or base owner is subject to base plan limits.',
  },
  DataNotChange: { code: 1254606, status: 200, msg: 'DataNotChange' },
  DataNotReady: { code: 1254607, status: 400, msg: 'Data not ready, please try again later' },
  SubmittedRepeatedly: {
    code: 1254608,
    status: 403,
    msg: 'Same API requests are submitted repeatedly.',
  },
  InternalError: { code: 1255001, status: 200, msg: 'InternalError' },
  RpcError: { code: 1255002, status: 200, msg: 'RpcError' },
  MarshalError: { code: 1255003, status: 200, msg: 'MarshalError' },
  UmMarshalError: { code: 1255004, status: 200, msg: 'UmMarshalError' },
  ConvError: { code: 1255005, status: 200, msg: 'ConvError' },
  ClientTokenConflict: {
    code: 1255006,
    status: 400,
    msg: 'Client token conflict, please generate a new client token and try again.',
  },
  RequestTimedOut: { code: 1255040, status: 504, msg: 'Request timed out, please try again later' },
  ...genericRefusals,
  ...chatRefusals,
  ...accountsRefusals,
} as const satisfies Record<string, VendorRefusal>;

export type VendorErrorName = keyof typeof vendorErrors;

export interface VendorRefusal {
  code: number;
  status: number;
  msg: string;
}

/** The refusal that carries this code, the first one where two do; null for a code this platform never gives. */
export function refusalOfCode(code: number): VendorRefusal | null {
  return Object.values(vendorErrors).find((refusal) => refusal.code === code) ?? null;
}
