/** The fields of both tables by the names they have in Base. */
export const fieldNames = {
  userId: '用户ID',
  nickname: '昵称',
  phone: '手机号',
  enrollments: '学习记录',
  course: '课程',
  day: '学习日期',
  learner: '关联到学员总表',
  /** Optional: a sync fills it where the table has it. */
  status: '报名状态',
} as const;
