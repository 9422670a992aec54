/** People that do not exist: numbers of the 199 0000 range are not given out here, ids are made up. */
export interface ExampleLearner {
  recordId: string;
  userId: string;
  nickname: string;
  phone: string;
  city: string;
  source: string;
}

export interface ExampleEnrollment {
  recordId: string;
  learner: ExampleLearner;
  course: string;
  /** Year, month, day. */
  day: readonly [number, number, number];
}

const lin: ExampleLearner = {
  recordId: 'recLearner00001',
  userId: 'u_7f00000000001_AqLmWxYzBc',
  nickname: '林间小鹿',
  phone: '19900000001',
  city: '北京',
  source: '公众号',
};
const an: ExampleLearner = {
  recordId: 'recLearner00002',
  userId: 'u_7f00000000002_BkTnRsVuCd',
  nickname: '安然',
  phone: '19900000002',
  city: '上海',
  source: '朋友推荐',
};
const he: ExampleLearner = {
  recordId: 'recLearner00003',
  userId: 'u_7f00000000003_CmPqStWxDe',
  nickname: '何其有幸',
  phone: '19900000003',
  city: '成都',
  source: '公众号',
};
const su: ExampleLearner = {
  recordId: 'recLearner00004',
  userId: 'u_7f00000000004_DnGhJkLmEf',
  nickname: '苏打水',
  phone: '19900000004',
  city: '广州',
  source: '直播',
};
const qing: ExampleLearner = {
  recordId: 'recLearner00005',
  userId: 'u_7f00000000005_EoUvWxYzFg',
  nickname: '清风徐来',
  phone: '19900000005',
  city: '杭州',
  source: '朋友推荐',
};
const yue: ExampleLearner = {
  recordId: 'recLearner00006',
  userId: 'u_7f00000000006_FpAbCdEfGh',
  nickname: '月下听雨',
  phone: '19900000006',
  city: '武汉',
  source: '社群',
};

export const exampleLearners: readonly ExampleLearner[] = [lin, an, he, su, qing, yue];

export const exampleEnrollments: readonly ExampleEnrollment[] = [
  { recordId: 'recEnrollment01', learner: lin, course: '《非暴力沟通入门》', day: [2025, 9, 6] },
  { recordId: 'recEnrollment02', learner: an, course: '《非暴力沟通入门》', day: [2025, 9, 6] },
  { recordId: 'recEnrollment03', learner: he, course: '《非暴力沟通入门》', day: [2025, 9, 6] },
  { recordId: 'recEnrollment04', learner: lin, course: '《亲子沟通工作坊》', day: [2025, 10, 18] },
  { recordId: 'recEnrollment05', learner: su, course: '《亲子沟通工作坊》', day: [2025, 10, 18] },
  { recordId: 'recEnrollment06', learner: qing, course: '《倾听的力量》', day: [2025, 11, 22] },
  { recordId: 'recEnrollment07', learner: an, course: '《倾听的力量》', day: [2025, 11, 22] },
  { recordId: 'recEnrollment08', learner: yue, course: '《倾听的力量》', day: [2025, 12, 13] },
];
