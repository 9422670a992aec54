/** Stands before everything a person reads while the service works on the stand-in Feishu. */
export const sandboxNotice = '演示模式，未写入真实飞书';
