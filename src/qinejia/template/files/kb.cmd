@echo off
rem The same as Makefile, for Windows; qinejia upgrade keeps it up to date.
chcp 65001 >nul
setlocal
cd /d "%~dp0"
if not exist .venv\Scripts\qinejia.exe if exist wheels\install.cmd call wheels\install.cmd .venv
set "PATH=%~dp0.venv\Scripts;%PATH%"
if "%1"=="" goto site
if "%1"=="site" goto site
if "%1"=="serve" goto serve
qinejia %*
exit /b %errorlevel%
:site
qinejia build
exit /b %errorlevel%
:serve
qinejia serve
exit /b %errorlevel%
