const nl = {
  progress: (done: number, of: number) => `${done} van ${of} bestanden geüpload`,
};

const en: typeof nl = {
  progress: (done, of) => `${done} of ${of} files uploaded`,
};

export const uploadWords = { nl, en };
