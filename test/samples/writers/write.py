"""Writes the roster of rows.json with the Python packages; see README.md."""
import datetime
import json

import openpyxl
import xlsxwriter

roster = json.load(open('rows.json'))

book = openpyxl.Workbook()
book.active.title = '名单'
book.active.append(roster['header'])
for row in roster['rows']:
    book.active.append(row[:4] + [datetime.date.fromisoformat(row[4])])
book.save('openpyxl.xlsx')

for name, options in (
    ('xlsxwriter', {}),
    ('xlsxwriter-1904', {'date_1904': True}),
    ('xlsxwriter-inline', {'constant_memory': True}),
):
    book = xlsxwriter.Workbook(f'{name}.xlsx', options)
    sheet = book.add_worksheet('名单')
    day = book.add_format({'num_format': 'yyyy-mm-dd'})
    sheet.write_row(0, 0, roster['header'])
    for line, row in enumerate(roster['rows'], 1):
        for column, text in enumerate(row[:4]):
            sheet.write_string(line, column, text)
        sheet.write_datetime(line, 4, datetime.datetime.fromisoformat(row[4]), day)
    book.close()
