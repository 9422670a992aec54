/**
 * The refusals of messages, files and reactions, all HTTP 400 unless their page says otherwise
 * (https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/create and its siblings).
 */
export const chatRefusals = {
  MessageParamInvalid: bad(230001, 'Your request contains an invalid request parameter.'),
  BotOutsideGroup: bad(230002, 'The bot can not be outside the group.'),
  BotNotActivated: bad(230006, 'Bot ability is not activated.'),
  MessageRecalled: bad(230011, 'The message is recalled.'),
  NoAvailabilityToUser: bad(230013, 'Bot has NO availability to this user.'),
  NotResourceOwner: bad(230017, 'Bot is NOT the owner of the resource.'),
  GroupSettingsForbid: bad(230018, 'These operations are NOT allowed at current group settings.'),
  TopicMissing: bad(230019, 'The topic does NOT exist.'),
  MessageFrequencyLimit: bad(230020, 'This operation triggers the frequency limit.'),
  SensitiveContent: bad(230022, 'The content of the message contains sensitive information.'),
  ContentTooLong: bad(230025, 'The length of the message content reaches its limit.'),
  NotMessageSender: bad(230026, 'No permission to recall this message.'),
  MessagePermissionMissing: bad(230027, 'Lack of necessary permissions.'),
  AuditFailed: bad(230028, 'The messages do NOT pass the audit.'),
  UserResigned: bad(230029, 'The user has resigned.'),
  PatchTooLate: bad(230031, 'Message can only be modified within 14 days after sending.'),
  ReceiveIdInvalid: bad(230034, 'The receive_id is invalid.'),
  SendDenied: bad(230035, 'Send Message Permission deny.'),
  CrossTenantForbidden: bad(230038, 'Cross tenant p2p chat operate forbid.'),
  MessageBeingSent: bad(230049, 'The message is being sent.'),
  MessageInvisible: bad(230050, 'The message is invisible to the operator.'),
  StoppedByUser: bad(230053, 'The user has stopped the bot from sending messages.'),
  MessageTypeUnsupported: bad(230054, 'This operation is not supported for this message type.'),
  FileTypeMismatch: bad(230055, 'The type of file upload does not match the type of message being sent.'),
  EditorNotSender: bad(230071, 'The operator is not the sender of the message.'),
  TooManyEdits: bad(230072, 'The message has reached the number of times it can be edited.'),
  CardContentFailed: bad(230099, 'Failed to create card content.'),
  CardTokenInvalid: bad(300020, 'The card token is invalid.'),
  CardTokenExpired: bad(300030, 'The card token has expired.'),
  CardTokenUsedUp: bad(300040, 'The card token has been used up.'),
  CardBodyInvalid: bad(11311, 'The card content is invalid.'),
  CardRecalled: bad(200000, 'The message of the card is recalled.'),
  MessageDeleted: bad(230110, 'Action unavailable as the message has been deleted.'),
  ReactionTypeInvalid: bad(231001, 'reaction type is invalid.'),
  ReactionForbidden: bad(231002, 'The operator has no permission to react on the specific message.'),
  ReactionMessageMissing: bad(231003, 'The message is not found, maybe not exist or deleted.'),
  ReactionNotOfMessage: bad(231010, 'The reaction does not belong to the message.'),
  ReactionIdInvalid: bad(231011, 'The request has an invalid reaction_id.'),
  ChatDissolved: bad(232009, 'Your request specifies a chat which has already been dissolved.'),
  ResourceParamInvalid: bad(234001, 'Invalid request param.'),
  ResourceUnauthorized: { code: 234002, status: 401, msg: 'Unauthorized.' },
  FileNotInMessage: bad(234003, 'File not in message.'),
  AppNotInChat: bad(234004, 'App not in chat.'),
  FileTooLarge: bad(234006, 'The file size exceed the max value.'),
  BotFeatureOff: bad(234007, 'App does not enable bot feature.'),
  ResourcePermissionMissing: bad(234009, 'Lack of necessary permissions.'),
  FileEmpty: bad(234010, "File's size can't be 0."),
  AppTenantCheckFailed: bad(234019, 'scope CheckAppTenant fail.'),
  DownloadTooLarge: bad(234037, 'Downloaded file size exceeds limit.'),
  RestrictedMode: bad(234038, 'Do not allow downloading of message resources in restricted mode.'),
  ResourceInvisible: bad(234040, 'The message is invisible to the operator.'),
  ResourceTypeUnsupported: bad(234043, 'Unsupported message type.'),
  // Commands: seen in use, without an error table; "undocumented" is what has not been seen either.
  CommandExists: bad(40000000, 'command already exists'),
  CommandIconInvalid: bad(40000031, 'icon is invalid'),
  /** Undocumented. */
  TooManyCommands: bad(40000000, 'the number of commands exceeds the limit'),
  /** Undocumented. */
  CommandMissing: bad(40000000, 'command not found'),
} as const;

function bad<Code extends number>(code: Code, msg: string): { code: Code; status: 400; msg: string } {
  return { code, status: 400, msg };
}
