@echo off
rem Double click on Windows: makes the environment once, then opens the browser.
chcp 65001 >nul
cd /d "%~dp0"
set "PYTHON="
for %%P in ("py -3" "python" "python3") do (
  if not defined PYTHON (
    %%~P -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul && set "PYTHON=%%~P"
  )
)
if not defined PYTHON (
  echo 没有找到 Python 3.11 或更新的版本。请先安装 Python（安装时勾选 Add Python to PATH），再双击本文件。
  pause
  exit /b 1
)
echo 第一次启动要准备几分钟，之后几秒即可。浏览器会自动打开；关闭这个窗口，程序就停止。
%PYTHON% tools\run.py app %*
if errorlevel 1 (
  echo 没有启动成功，原因见上面几行。
  pause
)
