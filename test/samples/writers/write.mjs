// Writes the roster of rows.json with the npm packages; see README.md.
import { readFileSync, writeFileSync } from 'node:fs';
import excel4node from 'excel4node';
import ExcelJS from 'exceljs';
import writeExcelFile from 'write-excel-file/node';
import * as XLSX from 'xlsx';
import XlsxPopulate from 'xlsx-populate';

const { header, rows } = JSON.parse(readFileSync('rows.json', 'utf8'));
const day = (text) => new Date(`${text}T00:00:00Z`);
const withDays = rows.map((row) => [...row.slice(0, 4), day(row[4])]);

const ofExcelJs = new ExcelJS.Workbook();
const sheetOfExcelJs = ofExcelJs.addWorksheet('名单');
sheetOfExcelJs.addRow(header);
for (const row of withDays) sheetOfExcelJs.addRow(row).getCell(5).numFmt = 'yyyy-mm-dd';
await ofExcelJs.xlsx.writeFile('exceljs.xlsx');

const ofSheetJs = XLSX.utils.book_new();
XLSX.utils.book_append_sheet(ofSheetJs, XLSX.utils.aoa_to_sheet([header, ...withDays], { UTC: true }), '名单');
for (const bookType of ['xlsx', 'xlsb']) {
  writeFileSync(`sheetjs.${bookType}`, XLSX.write(ofSheetJs, { type: 'buffer', bookType, compression: true }));
}

const ofPopulate = await XlsxPopulate.fromBlankAsync();
const sheetOfPopulate = ofPopulate.sheet(0).name('名单');
for (const [r, row] of [header, ...withDays].entries()) {
  for (const [c, value] of row.entries()) {
    const cell = sheetOfPopulate.cell(r + 1, c + 1).value(value);
    if (value instanceof Date) cell.style('numberFormat', 'yyyy"年"m"月"d"日"');
  }
}
await ofPopulate.toFileAsync('xlsx-populate.xlsx');

const ofExcel4Node = new excel4node.Workbook();
const sheetOfExcel4Node = ofExcel4Node.addWorksheet('名单');
for (const [r, row] of [header, ...withDays].entries()) {
  for (const [c, value] of row.entries()) {
    const cell = sheetOfExcel4Node.cell(r + 1, c + 1);
    if (value instanceof Date) cell.date(value).style({ numberFormat: 'yyyy/m/d' });
    else if (value !== '') cell.string(value);
  }
}
writeFileSync('excel4node.xlsx', await ofExcel4Node.writeToBuffer());

const typed = (value) =>
  value instanceof Date ? { value, type: Date, format: 'yyyy-mm-dd' } : { value: value || undefined, type: String };
const written = await writeExcelFile([header, ...withDays].map((row) => row.map(typed)), { sheet: '名单' });
await written.toFile('write-excel-file.xlsx');
