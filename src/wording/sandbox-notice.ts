/** Stands before everything a person reads while the service works on the stand-in Feishu. */
export const sandboxNotice = '演示模式，未写入真实飞书';

/** Why the demonstration cannot begin anew at this moment, and what to do. */
export const resetTooEarly = '有名单正在同步，请等它结束再重置。';
