import assert from 'node:assert/strict';
import { deflateSync } from 'node:zlib';
import { after, describe, it } from 'node:test';
import { stopRecognition } from './engines.ts';
import { onePagePdf, type PageParts } from './one-page-pdf.fixture.ts';
import { openDocument } from './open-document.ts';

after(() => stopRecognition());

const iban = 'NL86 TEST 0700 0000 01';
const visible =
  'BT /F 11 Tf 60 780 Td (Kroon Groothandel) Tj 0 -20 Td (Factuurnummer 2026-0417) Tj ' +
  '0 -20 Td (Totaal te betalen 1.210,00) Tj 0 -20 Td (IBAN NL12 TEST 0611 2233 44) Tj ET ';
/** The IBAN where nothing else is, with these operators before and after it. */
const at = (x: number, y: number, size = 11, text = iban) =>
  `BT /F ${size} Tf ${x} ${y} Td (${text}) Tj ET `;

async function wordsOf(parts: PageParts) {
  const document = await openDocument(onePagePdf(parts), 'application/pdf');
  const { words } = await document.readPage(1);
  await document.close();
  const textOf = (hidden: boolean) =>
    words.flatMap((word) => ((word.hidden ?? false) === hidden ? [word.text] : [])).join(' ');
  return { seen: textOf(false), hidden: textOf(true) };
}

/** A picture of one colour as the page's /P. */
function picture(colour: readonly [number, number, number]): NonNullable<PageParts['others']> {
  return [
    {
      entries:
        '/Type /XObject /Subtype /Image /Width 4 /Height 4 /BitsPerComponent 8 ' +
        '/ColorSpace /DeviceRGB /Filter /FlateDecode',
      stream: deflateSync(Buffer.from(Array.from({ length: 16 }, () => colour).flat())),
    },
  ];
}

const faded = '/ExtGState << /G << /ca 0.03 >> /H << /ca 0.5 >> /M << /BM /Multiply >> >>';

const waysToHide: readonly (readonly [string, PageParts])[] = [
  ['white on white', { content: `${visible} 1 g ${at(60, 500)}` }],
  ['almost white on white', { content: `${visible} 0.96 g ${at(60, 500)}` }],
  ['pale yellow on white', { content: `${visible} 1 1 0.85 rg ${at(60, 500)}` }],
  [
    'grey on the same grey',
    { content: `${visible} 0.6 g 50 490 200 30 re f 0.62 g ${at(60, 500)}` },
  ],
  [
    'blue on a blue box',
    { content: `${visible} 0 0.2 0.6 rg 50 490 200 30 re f 0 0.22 0.62 rg ${at(60, 500)}` },
  ],
  ['black on black', { content: `${visible} 0 g 50 490 200 30 re f ${at(60, 500)}` }],
  [
    'under a white box that is drawn later',
    { content: `${visible} 0 g ${at(60, 500)} 1 g 50 490 200 30 re f` },
  ],
  [
    'under a black box that is drawn later',
    { content: `${visible} 0 g ${at(60, 500)} 0 g 50 490 200 30 re f` },
  ],
  [
    'under a white box with other text upon it',
    {
      content: `${visible} 0 g ${at(60, 500)} 1 g 50 490 200 30 re f 0 g ${at(60, 500, 11, 'Met dank voor uw opdracht')}`,
    },
  ],
  [
    'white on white with other text upon it',
    {
      content: `${visible} 1 g ${at(60, 500)} 0 g ${at(62, 501, 11, 'Met dank voor uw opdracht')}`,
    },
  ],
  [
    'under a picture that is drawn later',
    {
      content: `${visible} ${at(60, 500)} q 200 0 0 30 50 490 cm /P Do Q`,
      others: picture([250, 240, 230]),
    },
  ],
  ['outside what is clipped', { content: `${visible} q 50 600 10 10 re W n ${at(60, 500)} Q` }],
  ['beside the page', { content: visible + at(700, 500) }],
  ['below the page', { content: visible + at(60, -40) }],
  ['drawn invisibly', { content: `${visible} 3 Tr ${at(60, 500)}` }],
  ['in print of 0.6 points', { content: visible + at(60, 500, 0.6) }],
  ['in print of 2.5 points', { content: visible + at(60, 500, 2.5) }],
  [
    'in large type on a page made small',
    { content: `${visible} q 0.05 0 0 0.05 60 500 cm ${at(0, 0, 12)} Q` },
  ],
  ['almost transparent', { content: `${visible} /G gs ${at(60, 500)}`, resources: faded }],
  [
    'white, multiplied with what is below it',
    { content: `${visible} /M gs 1 g ${at(60, 500)}`, resources: faded },
  ],
  [
    'white within a form',
    {
      content: `${visible} /P Do`,
      others: [
        {
          entries:
            '/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F 5 0 R >> >>',
          stream: `1 g ${at(60, 500)}`,
        },
      ],
    },
  ],
  [
    'white beside a rule',
    { content: `${visible} 1 g ${at(60, 500)} 0 G 1 w 50 498 m 250 498 l S` },
  ],
];

describe('words that nobody can see', () => {
  for (const [way, parts] of waysToHide) {
    it(`are hidden: ${way}`, async () => {
      const { seen, hidden } = await wordsOf(parts);
      assert.equal(hidden, iban);
      assert.match(seen, /^Kroon Groothandel Factuurnummer 2026-0417 Totaal te betalen 1\.210,00/);
      assert.match(seen, /NL12 TEST 0611 2233 44/);
    });
  }
  it('are hidden where only a part of a number is: what is left is not that number', async () => {
    const { seen, hidden } = await wordsOf({
      content: `${visible} ${at(60, 500, 20, '9210,00')} 1 g 60 495 11 24 re f`,
    });
    assert.match(seen, /(^| )210,00$/);
    assert.equal(hidden, '9');
  });
});

const waysToShow: readonly (readonly [string, PageParts])[] = [
  [
    'white on a dark box',
    { content: `${visible} 0 0.2 0.5 rg 50 490 200 30 re f 1 g ${at(60, 500)}` },
  ],
  ['grey on white', { content: `${visible} 0.7 g ${at(60, 500)}` }],
  ['small and grey on white', { content: `${visible} 0.6 g ${at(60, 500, 5)}` }],
  [
    'grey on a darker grey',
    { content: `${visible} 0.5 g 50 490 200 30 re f 0.75 g ${at(60, 500)}` },
  ],
  [
    'red on a green as light',
    { content: `${visible} 0.2 0.6 0.2 rg 50 490 200 30 re f 0.9 0.2 0.2 rg ${at(60, 500)}` },
  ],
  ['in print of 4 points', { content: visible + at(60, 500, 4) }],
  ['printed twice to look bold', { content: visible + at(60, 500) + at(60.2, 500) }],
  [
    'printed again as its shadow',
    { content: `${visible} 0.7 g ${at(61, 499)} 0 g ${at(60, 500)}` },
  ],
  [
    'upon a picture',
    {
      content: `${visible} q 200 0 0 30 50 490 cm /P Do Q ${at(60, 500)}`,
      others: picture([250, 240, 230]),
    },
  ],
  [
    'under a frame that is drawn later',
    { content: `${visible} ${at(60, 500)} 0 G 50 490 200 30 re S` },
  ],
  [
    'under half transparent colour',
    { content: `${visible} ${at(60, 500)} /H gs 1 1 0 rg 50 490 200 30 re f`, resources: faded },
  ],
  [
    'under the large pale letters of a watermark',
    { content: `${visible} ${at(60, 500)} 0.9 g ${at(40, 470, 90, 'KOPIE')} 0 g` },
  ],
  ['drawn as outlines alone', { content: `${visible} 1 Tr 0.3 w ${at(60, 500)}` }],
  ['clipped beside it', { content: `${visible} q 50 480 300 40 re W n ${at(60, 500)} Q` }],
  [
    'within a form',
    {
      content: `${visible} /P Do`,
      others: [
        {
          entries:
            '/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F 5 0 R >> >>',
          stream: at(60, 500),
        },
      ],
    },
  ],
];

describe('words that can be seen', () => {
  for (const [way, parts] of waysToShow) {
    it(`are not hidden: ${way}`, async () => {
      const { seen, hidden } = await wordsOf(parts);
      assert.equal(hidden, '');
      assert.ok(seen.includes(iban), seen);
    });
  }
  it('are not hidden on a small page, where everything is drawn small', async () => {
    const { seen, hidden } = await wordsOf({
      page: '/MediaBox [0 0 120 170]',
      content: `q 0.2 0 0 0.2 0 0 cm ${visible} Q`,
    });
    assert.equal(hidden, '');
    assert.match(seen, /Factuurnummer 2026-0417/);
  });
});
